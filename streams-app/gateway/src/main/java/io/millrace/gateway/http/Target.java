// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.answer.Refusal;

/**
 * What a path names.
 *
 * @param pipeline null for the one that takes OTLP logs
 * @param isLogs whether the body is an OTLP request
 */
record Target(String pipeline, boolean isLogs) {
    private static final String PREFIX = "/v1/pipelines/";
    private static final String EVENTS = "/events";
    private static final String LOGS = "/v1/logs";

    static Target of(String path) throws Refusal {
        if (path.equals(LOGS)) {
            return new Target(null, true);
        }
        for (String suffix : new String[] {EVENTS, LOGS}) {
            int end = path.length() - suffix.length();
            if (path.startsWith(PREFIX) && path.endsWith(suffix) && end > PREFIX.length()) {
                return new Target(path.substring(PREFIX.length(), end), suffix.equals(LOGS));
            }
        }
        throw Refusal.of(
                Problem.NOT_FOUND,
                "events go to " + PREFIX + "<pipeline>" + EVENTS + ", OTLP logs to " + LOGS + " or " + PREFIX
                        + "<pipeline>" + LOGS);
    }
}
