// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.flink;

import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An event is the partition it lies on and its value as it is: the tuple has Flink's fastest serializer. */
final class PartitionAndValue implements KafkaRecordDeserializationSchema<Tuple2<Integer, byte[]>> {
    static final TypeInformation<Tuple2<Integer, byte[]>> TYPE =
            Types.TUPLE(Types.INT, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final long serialVersionUID = 1L;

    /** One for all events: it is written to the exchange of keyBy before the next event comes. */
    private final Tuple2<Integer, byte[]> event = new Tuple2<>();

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<Tuple2<Integer, byte[]>> out) {
        event.setFields(consumed.partition(), consumed.value());
        out.collect(event);
    }

    @Override
    public TypeInformation<Tuple2<Integer, byte[]>> getProducedType() {
        return TYPE;
    }
}
