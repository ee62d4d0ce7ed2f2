// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.send.Delivery;

/** In words what OTLP has no fields for. */
final class Rejections {
    private Rejections() {}

    static int count(Delivery delivery) {
        return delivery.events() - delivery.acknowledged() - delivery.toRepeat();
    }

    /** Why the first one was rejected. */
    static String message(Delivery delivery) {
        int first = 0;
        while (delivery.reason(first) == null) {
            first++;
        }
        String detail = delivery.detail(first);
        return count(delivery) + " of " + delivery.events() + " log records were rejected, the first at index " + first
                + ": " + delivery.reason(first) + (detail == null ? "" : ", " + detail);
    }

    static String notAcknowledged(Delivery delivery) {
        return message(Problem.NOT_ACKNOWLEDGED, delivery.toRepeat() + " of " + delivery.events() + " log records");
    }

    /** {@code detail} may be null. */
    static String message(Problem problem, String detail) {
        return problem.label() + ": " + problem.title() + (detail == null ? "" : ": " + detail);
    }

    /** Such clients repeat nothing but after a 429, 502, 503 or 504, and drop what they are not to repeat. */
    static int status(Problem problem) {
        boolean mayRepeat = problem == Problem.TOO_SLOW || problem == Problem.INTERNAL;
        return mayRepeat ? Problem.SHED.status() : problem.status();
    }
}
