package io.millrace.s3;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Asks S3 before a body is sent only where the body is long: a refusal then comes whole, instead of a connection that S3
 * cuts in mid-body. What fits into a socket's buffer is gone before an answer could come, and asking would cost a round
 * trip, or three seconds where a server ignores the question.
 */
final class ExpectContinue implements ExecutionInterceptor {
    static final int FROM_BYTES = 64 * 1024;

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        SdkHttpRequest request = context.httpRequest();
        boolean isLong = request.firstMatchingHeader("Content-Length")
                .filter(length -> Long.parseLong(length) >= FROM_BYTES)
                .isPresent();
        return isLong ? request : request.toBuilder().removeHeader("Expect").build();
    }
}
