// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.Schemas;
import io.millrace.sink.TestBatches;
import io.millrace.sink.payload.PayloadSchemas;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Avro batches of clicks, and the registry with their schema. */
public final class Clicks {
    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final int schemaId;

    public Clicks() {
        try {
            schemaId = registry.register("clicks.events-value", new AvroSchema(Schemas.CLICK));
        } catch (IOException | RestClientException e) {
            throw new IllegalStateException(e);
        }
    }

    public PayloadSchemas schemas() {
        return new PayloadSchemas(registry);
    }

    public EventBatch batch(int events) {
        List<byte[]> encoded =
                IntStream.range(0, events).mapToObj(Clicks::click).toList();
        return TestBatches.open(TestBatches.avro(schemaId, 100, encoded));
    }

    private static byte[] click(int number) {
        AvroBuffer out = new AvroBuffer(256);
        out.writeString("id-" + number);
        out.writeString("r-" + number);
        out.writeLong(TestBatches.FIRST_TIMESTAMP + number);
        out.writeLong(0);
        out.writeLong(0);
        out.writeString("/images/jordan-80.png");
        out.writeLong(200);
        out.writeLong(6146);
        out.writeLong(1);
        out.writeString("http://www.semicomplete.com/projects/xdotool/");
        out.writeString("Mozilla/5.0 (Windows NT 6.1; WOW64; rv:27.0) Gecko/20100101 Firefox/27.0");
        return out.toByteArray();
    }

    public static String json(int number) {
        return "{\"id\":\"id-" + number + "\",\"requestId\":\"r-" + number + "\",\"timestamp\":"
                + (TestBatches.FIRST_TIMESTAMP + number)
                + ",\"user\":null,\"method\":\"GET\",\"path\":\"/images/jordan-80.png\",\"status\":200,\"bytes\":6146,"
                + "\"referrer\":\"http://www.semicomplete.com/projects/xdotool/\","
                + "\"userAgent\":\"Mozilla/5.0 (Windows NT 6.1; WOW64; rv:27.0) Gecko/20100101 Firefox/27.0\"}";
    }
}
