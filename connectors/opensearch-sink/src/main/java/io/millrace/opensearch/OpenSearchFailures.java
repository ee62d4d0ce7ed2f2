// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import io.millrace.opensearch.bulk.Verdict;
import io.millrace.opensearch.client.AnswerException;
import io.millrace.sink.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Which failure of a whole request is which, at the start and for every bulk; what answers say of single documents is {@code
 * Verdict}'s. What is not in the table is fatal: it is better to stop than to retry or to dead-letter without a reason.
 */
final class OpenSearchFailures implements Failures {
    private static final int FORBIDDEN = 403;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int HTTP_VERSION_NOT_SUPPORTED = 505;
    private static final int SERVER_ERROR = 500;

    @Override
    public Failures.Kind classify(Throwable failure) {
        Optional<Failures.Kind> reading = Failures.ofReading(failure);
        if (reading.isPresent()) {
            return reading.get();
        }
        if (failure instanceof AnswerException answer) {
            return passes(answer) ? Failures.Kind.RETRIABLE : Failures.Kind.FATAL;
        }
        if (failure instanceof SdkClientException source) {
            return lacksCredentials(source) ? Failures.Kind.FATAL : Failures.Kind.RETRIABLE;
        }
        if (failure instanceof SdkServiceException source) {
            return source.statusCode() >= SERVER_ERROR || source.isThrottlingException()
                    ? Failures.Kind.RETRIABLE
                    : Failures.Kind.FATAL;
        }
        boolean noAnswer = failure instanceof IOException || failure instanceof UncheckedIOException;
        return noAnswer ? Failures.Kind.RETRIABLE : Failures.Kind.FATAL;
    }

    private static boolean passes(AnswerException answer) {
        int status = answer.status();
        boolean lasts = status == NOT_IMPLEMENTED || status == HTTP_VERSION_NOT_SUPPORTED;
        return Verdict.passes(status, answer.type())
                || (status >= SERVER_ERROR && !lasts)
                || (status == FORBIDDEN
                        && answer.reason().toLowerCase(Locale.ROOT).contains("expired"));
    }

    /** Whether the SDK's chain has found no credentials anywhere, and not only no answer from a source that is configured. */
    private static boolean lacksCredentials(SdkClientException source) {
        String message = String.valueOf(source.getMessage());
        return message.startsWith("Unable to load credentials")
                && !message.contains("Unable to execute HTTP request")
                && !message.contains("UnknownHostException");
    }
}
