// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.schemas.DeadLetterReason;
import io.millrace.sink.payload.BatchRefusedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The contract can be kept, by a destination in memory. */
class SinkContractTest implements EventRejectionContract {
    private final FakeDestination destination = new FakeDestination().open();

    @Override
    public Destination destination() {
        return destination;
    }

    @Override
    public Destination twin() {
        return destination;
    }

    @Override
    public Failures failures() {
        return failure -> Failures.ofReading(failure)
                .orElse(failure instanceof IOException ? Failures.Kind.RETRIABLE : Failures.Kind.FATAL);
    }

    @Override
    public Map<String, ?> stored() {
        return destination.stored;
    }

    @Override
    public List<Integer> storedNumbers() {
        return destination.stored.values().stream()
                .flatMap(List::stream)
                .map(TestBatches::number)
                .toList();
    }

    @Override
    public void answer(Answer answer) {
        destination.failWith(
                switch (answer) {
                    case TAKES -> null;
                    case UNAVAILABLE -> new IOException("no answer");
                    case REFUSES_THE_BATCH -> new BatchRefusedException(DeadLetterReason.SINK_REJECTED, "no");
                    case FORBIDS -> new SecurityException("not yours");
                });
    }

    @Override
    public String rejectedEvent() {
        return "{\"a\":\"" + FakeDestination.POISON + "\"}";
    }
}
