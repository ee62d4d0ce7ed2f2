package io.millrace.s3;

import io.millrace.sink.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Which failure is which, at the start and of every upload. The code that S3 gives counts, and the status only when there
 * is none, as in what a proxy answers. What is not in the table is fatal: better to stop than to wait or to park for no
 * reason.
 */
final class S3Failures implements Failures {
    private static final int TOO_LARGE = 413;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int HTTP_VERSION_NOT_SUPPORTED = 505;
    private static final int SERVER_ERROR = 500;

    /** Request timeout, too early, too many requests, and a proxy's "client closed request". */
    private static final Set<Integer> PASSING_STATUS = Set.of(408, 425, 429, 499);

    /** Beside those the SDK knows to mean "slower" or a clock. ExpiredToken: the credentials provider fetches a new one. */
    private static final Set<String> PASSING = Set.of(
            "InternalError",
            "ServiceUnavailable",
            "RequestTimeout",
            "ExpiredToken",
            "ExpiredTokenException",
            "TokenRefreshRequired",
            "OperationAborted",
            "ConditionalRequestConflict",
            "BadDigest",
            "XAmzContentSHA256Mismatch",
            "XAmzContentChecksumMismatch",
            "IncompleteBody");

    private static final Set<String> THE_BATCH =
            Set.of("EntityTooLarge", "KeyTooLong", "KeyTooLongError", "MetadataTooLarge");

    private static final Pattern UNANSWERED =
            Pattern.compile("Unable to execute HTTP request|UnknownHostException|Status Code: (5\\d\\d|429)\\b");

    @Override
    public Failures.Kind classify(Throwable failure) {
        if (failure instanceof UploadFailedException upload) {
            return classify(upload.getCause());
        }
        Optional<Failures.Kind> reading = Failures.ofReading(failure);
        if (reading.isPresent()) {
            return reading.get();
        }
        if (lacksCredentials(failure)) {
            return Failures.Kind.FATAL;
        }
        if (failure instanceof AwsServiceException answer) {
            return ofAnswer(answer);
        }
        // The SDK lets trouble with a connection that is cut in mid-request through as unchecked.
        boolean noAnswer = failure instanceof SdkClientException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException;
        return noAnswer ? Failures.Kind.RETRIABLE : Failures.Kind.FATAL;
    }

    /**
     * Whether no credentials are configured anywhere. The SDK's chain says so only as long as none of its providers has ever
     * had any, and also when one is configured whose source does not answer yet, which is an outage; later it asks the one
     * that had some, whose troubles have other names.
     */
    static boolean lacksCredentials(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof SdkClientException
                && message.startsWith("Unable to load credentials")
                && !UNANSWERED.matcher(message).find();
    }

    /** Empty for the answer to a HEAD, which has no body to say it, and for that of a proxy. */
    static String code(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static Failures.Kind ofAnswer(AwsServiceException answer) {
        String code = code(answer);
        if (THE_BATCH.contains(code)) {
            return Failures.Kind.REFUSED;
        }
        if (PASSING.contains(code) || answer.isThrottlingException() || answer.isClockSkewException()) {
            return Failures.Kind.RETRIABLE;
        }
        return ofStatus(answer.statusCode());
    }

    private static Failures.Kind ofStatus(int status) {
        if (status == TOO_LARGE) {
            return Failures.Kind.REFUSED;
        }
        boolean lasts = status == NOT_IMPLEMENTED || status == HTTP_VERSION_NOT_SUPPORTED;
        boolean passes = PASSING_STATUS.contains(status) || (status >= SERVER_ERROR && !lasts);
        return passes ? Failures.Kind.RETRIABLE : Failures.Kind.FATAL;
    }
}
