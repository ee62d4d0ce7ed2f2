// SPDX-License-Identifier: Apache-2.0
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
 * Which failure is which, at the start and for every upload. The error code of S3 decides, and the status only where there
 * is no code, as in the answer of a proxy. What is not in the table is fatal: it is better to stop than to retry or to
 * dead-letter without a reason.
 */
final class S3Failures implements Failures {
    private static final int TOO_LARGE = 413;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int HTTP_VERSION_NOT_SUPPORTED = 505;
    private static final int SERVER_ERROR = 500;

    /** Request timeout, too early, too many requests, and a proxy's "client closed request". */
    private static final Set<Integer> PASSING_STATUS = Set.of(408, 425, 429, 499);

    /** Besides the codes that the SDK knows for throttling and clock skew. After ExpiredToken the provider fetches a new one. */
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
        // The SDK throws this one when a connection is cut in the middle of a request.
        boolean noAnswer = failure instanceof SdkClientException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException;
        return noAnswer ? Failures.Kind.RETRIABLE : Failures.Kind.FATAL;
    }

    /**
     * Whether no credentials are configured anywhere. The SDK's chain says the same when a provider is configured whose
     * source does not answer yet, which is an outage. Once a provider has had credentials, the chain asks only that one,
     * and its failures have other messages.
     */
    static boolean lacksCredentials(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof SdkClientException
                && message.startsWith("Unable to load credentials")
                && !UNANSWERED.matcher(message).find();
    }

    /** Empty for the answer to a HEAD, which has no body, and for that of a proxy. */
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
