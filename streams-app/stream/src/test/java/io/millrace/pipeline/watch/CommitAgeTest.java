// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitAgeTest {
    private static final TopicPartition A = new TopicPartition("events", 0);
    private static final TopicPartition B = new TopicPartition("events", 1);

    private final AtomicLong now = new AtomicLong();
    private final CommitAge age = new CommitAge(now::get);
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Consumer<byte[], byte[]> watched = age.over(consumer);

    @BeforeEach
    void assign() {
        consumer.assign(List.of(A, B));
        consumer.updateBeginningOffsets(Map.of(A, 0L, B, 0L));
    }

    @Test
    void shouldBeThatOfThePartitionThatHasWaitedLongest() {
        read(A, 0);
        pass(3);
        read(B, 0);
        pass(2);

        assertThat(age.seconds()).isEqualTo(5);
    }

    @Test
    void shouldBeNoneOnceAllIsCommittedByConsumerOrProducer() {
        read(A, 0);
        pass(3);
        watched.commitSync();
        assertThat(age.seconds()).isZero();

        read(A, 1);
        pass(1);
        assertThat(age.seconds()).isEqualTo(1);
        age.committed();
        assertThat(age.seconds()).isZero();
    }

    @Test
    void shouldForgetWhatHasAnotherOwnerAndWhatIsOver() {
        read(A, 0);
        pass(3);
        consumer.assign(List.of(B));
        read(B, 0);
        assertThat(age.seconds()).isZero();

        pass(4);
        assertThat(age.seconds()).isEqualTo(4);
        watched.close();
        assertThat(age.seconds()).isZero();
    }

    private void read(TopicPartition partition, long offset) {
        consumer.addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, new byte[0]));
        assertThat(watched.poll(Duration.ZERO).count()).isEqualTo(1);
    }

    private void pass(int seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
