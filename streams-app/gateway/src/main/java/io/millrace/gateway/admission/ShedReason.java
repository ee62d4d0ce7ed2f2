// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.admission;

import java.util.Locale;

/** Why a request was refused that may be repeated. Labels are public API. */
public enum ShedReason {
    /** The oldest unacknowledged request has waited too long. */
    QUEUE_AGE,
    /** More waits than Kafka acknowledges in half of the time that the oldest one may wait. */
    IN_FLIGHT,
    /** Too many bytes are being read or wait. */
    BYTES,
    /** The producer's buffer is nearly full. */
    BUFFER,
    /** The process is about to stop. */
    DRAINING,
    /** Kafka took nothing of the last requests. */
    BREAKER,
    /** Kafka or the registry has not said yet what is needed to send, or the issuer of tokens any of its keys. */
    NOT_READY,
    /** The issuer of tokens has to be asked for the key of this one. Anybody can make such a token: it says nothing of the gateway. */
    UNKNOWN_KEY;

    /** As in metrics and headers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
