// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Asks S3 before sending a long body, so that a refusal arrives whole instead of as a connection that S3 cuts in the middle
 * of the body. A short body fits into the socket's buffer and is sent before any answer; asking would cost a round trip, or
 * three seconds where a server ignores the question.
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
