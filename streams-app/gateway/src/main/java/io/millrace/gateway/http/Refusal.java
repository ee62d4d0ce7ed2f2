// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.gateway.admission.ShedReason;

/** A request of which nothing goes to Kafka. Has no stack trace: it may be thrown thousands of times a second. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final int retryAfter;
    private final ShedReason shed;

    private Refusal(Problem problem, String detail, int retryAfter, ShedReason shed) {
        super(detail, null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
        this.shed = shed;
    }

    /** @param detail for the client; may be null, and holds nothing of the body */
    static Refusal of(Problem problem, String detail) {
        return new Refusal(problem, detail, 0, null);
    }

    /** @param seconds after which the client should come back */
    static Refusal quota(int seconds) {
        return new Refusal(Problem.QUOTA_EXCEEDED, null, seconds, null);
    }

    /** @param seconds after which the client should come back */
    static Refusal shed(ShedReason reason, int seconds) {
        return new Refusal(Problem.SHED, null, seconds, reason);
    }

    Problem problem() {
        return problem;
    }

    /** In seconds; 0 for none. */
    int retryAfter() {
        return retryAfter;
    }

    /** Null for refusals that have nothing to do with how busy the gateway is. */
    ShedReason reason() {
        return shed;
    }
}
