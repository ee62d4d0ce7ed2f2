package io.millrace.s3;

import io.millrace.sink.FailureKind;
import io.millrace.sink.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Which failure is which. What is not in the table is fatal: better to stop than to wait or to park for no reason. */
final class S3Failures implements Failures {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** Beside every 429 and 5xx. ExpiredToken: the credentials provider fetches a new one. */
    private static final Set<String> PASSING = Set.of(
            "SlowDown",
            "Throttling",
            "ThrottlingException",
            "RequestLimitExceeded",
            "RequestTimeout",
            "RequestTimeTooSkewed",
            "ExpiredToken",
            "TokenRefreshRequired",
            "OperationAborted",
            "ConditionalRequestConflict",
            "BadDigest",
            "XAmzContentSHA256Mismatch",
            "IncompleteBody");

    private static final Set<String> THE_BATCH =
            Set.of("EntityTooLarge", "KeyTooLong", "KeyTooLongError", "MetadataTooLarge");

    @Override
    public FailureKind classify(Throwable failure) {
        Optional<FailureKind> reading = Failures.ofReading(failure);
        if (reading.isPresent()) {
            return reading.get();
        }
        if (lacksCredentials(failure)) {
            return FailureKind.FATAL;
        }
        if (failure instanceof AwsServiceException answer) {
            return ofAnswer(answer.statusCode(), code(answer));
        }
        // The SDK lets the JDK client's own trouble with a connection cut in mid-request through as unchecked.
        boolean noAnswer = failure instanceof SdkClientException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException;
        return noAnswer ? FailureKind.RETRIABLE : FailureKind.FATAL;
    }

    /**
     * Whether no credentials are configured anywhere. The SDK's chain says so only as long as none of its providers has ever
     * had any; later it asks the one that had, whose troubles have other names.
     */
    static boolean lacksCredentials(Throwable failure) {
        return failure instanceof SdkClientException
                && String.valueOf(failure.getMessage()).startsWith("Unable to load credentials");
    }

    /** Empty for the answer to a HEAD, which has no body to say it. */
    private static String code(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static FailureKind ofAnswer(int status, String code) {
        if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR || PASSING.contains(code)) {
            return FailureKind.RETRIABLE;
        }
        return THE_BATCH.contains(code) ? FailureKind.RECORD : FailureKind.FATAL;
    }
}
