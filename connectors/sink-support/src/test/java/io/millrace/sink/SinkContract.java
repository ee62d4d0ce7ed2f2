package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.sink.payload.BatchRefusedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every sink keeps, whatever it writes to. A sink's test class implements the three roles and inherits the tests. */
public interface SinkContract {
    /** The sink under test, before an empty outside system. */
    Destination destination();

    Failures failures();

    /** What the outside system holds by now, by batch id, in a form that {@code equals} compares. */
    Map<String, ?> stored();

    @Test
    default void shouldLeaveTheSameWhenABatchIsDeliveredAgain() throws Exception {
        byte[] batch = TestBatches.json(40, "{\"a\":1}", "{\"a\":2}");
        destination().deliver(TestBatches.open(batch));
        Map<String, ?> once = Map.copyOf(stored());

        destination().deliver(TestBatches.open(batch.clone()));

        assertThat(stored()).hasSize(1).isEqualTo(once);
    }

    @Test
    default void shouldKeepBatchesApartThatBeginAtTheSameOffset() throws Exception {
        EventBatch shorter = TestBatches.open(TestBatches.json(40, "{\"a\":1}"));
        EventBatch longer = TestBatches.open(TestBatches.json(40, "{\"a\":1}", "{\"a\":2}"));

        destination().deliver(longer);
        destination().deliver(shorter);

        assertThat(stored()).hasSize(2);
    }

    @Test
    default void shouldBlameTheBatchForWhatIsInIt() {
        assertThat(failures().classify(new MalformedAvroException("met the end")))
                .isEqualTo(FailureKind.RECORD);
        assertThat(failures().classify(new BatchRefusedException(DeadLetterReason.UNKNOWN_SCHEMA, "id 9")))
                .isEqualTo(FailureKind.RECORD);
    }

    @Test
    default void shouldWaitForASystemThatDoesNotAnswer() {
        assertThat(failures().classify(new ConnectException("refused"))).isEqualTo(FailureKind.RETRIABLE);
        assertThat(failures().classify(new SocketTimeoutException("60 s"))).isEqualTo(FailureKind.RETRIABLE);
        assertThat(failures().classify(new IOException("connection reset"))).isEqualTo(FailureKind.RETRIABLE);
    }

    @Test
    default void shouldStopForWhatNobodyForesaw() {
        assertThat(failures().classify(new IllegalStateException())).isEqualTo(FailureKind.FATAL);
        assertThat(failures().classify(new OutOfMemoryError())).isEqualTo(FailureKind.FATAL);
        assertThat(failures().classify(new InterruptedException())).isEqualTo(FailureKind.FATAL);
    }
}
