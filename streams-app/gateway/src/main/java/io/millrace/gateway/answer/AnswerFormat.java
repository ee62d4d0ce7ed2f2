// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.answer;

import io.millrace.gateway.send.Delivery;
import org.eclipse.jetty.http.HttpField;

/** How the client of a request wants to be told. Stateless. */
public interface AnswerFormat {
    /** Millrace's own: results, or problem JSON. */
    AnswerFormat EVENTS = new EventAnswers();

    /** The content type. */
    HttpField type(boolean isProblem);

    /** The HTTP status by which such a client does the right thing. */
    int status(Problem problem);

    /** The body for a delivery of which nothing is to be repeated. */
    byte[] settled(Delivery delivery);

    /** The body for one of which something is to be repeated. */
    byte[] unsettled(Delivery delivery);

    /** The body for a request of which nothing goes to Kafka; {@code detail} may be null. */
    byte[] refused(Problem problem, String detail);
}
