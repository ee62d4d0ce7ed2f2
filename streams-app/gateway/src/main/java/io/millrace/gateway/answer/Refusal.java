// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.answer;

import io.millrace.gateway.admission.ShedReason;

/** A request of which nothing goes to Kafka. Has no stack trace: it may be thrown thousands of times a second. */
public final class Refusal extends Exception {
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

    /** For a problem with more about it: {@code detail} is for the client, may be null, and holds nothing of the body. */
    public static Refusal of(Problem problem, String detail) {
        return new Refusal(problem, detail, 0, null);
    }

    /** For a client that has sent too much; it should come back after {@code seconds}. */
    public static Refusal quota(int seconds) {
        return new Refusal(Problem.QUOTA_EXCEEDED, null, seconds, null);
    }

    /** For what cannot be taken now; the client should come back after {@code seconds}. */
    public static Refusal shed(ShedReason reason, int seconds) {
        return new Refusal(Problem.SHED, null, seconds, reason);
    }

    public Problem problem() {
        return problem;
    }

    /** In seconds; 0 for none. */
    public int retryAfter() {
        return retryAfter;
    }

    /** Null for refusals that have nothing to do with how busy the gateway is. */
    public ShedReason reason() {
        return shed;
    }
}
