// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.data;

import io.millrace.schemas.Schemas;
import io.millrace.schemas.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Orders of one to four lines as the demo has them, about 170 B each, the same ones for every run. */
public final class OrderValues {
    private static final int VARIANTS = 1_000;
    private static final List<String> SYMBOLS = List.of("ACME", "INIT", "GLBX", "UMBR", "SOYL", "WAYN");
    private static final List<String> VENUES = List.of("XETR", "XPAR", "XLON", "XNYS");

    private OrderValues() {}

    /** In the wire format, of {@link Schemas#ORDER} under that id. */
    public static byte[][] of(int schemaId) {
        Random random = new Random(42);
        byte[][] values = new byte[VARIANTS][];
        for (int i = 0; i < VARIANTS; i++) {
            values[i] = WireFormat.frame(schemaId, encoded(order(i, random)));
        }
        return values;
    }

    private static GenericData.Record order(int number, Random random) {
        GenericData.Record order = new GenericData.Record(Schemas.ORDER);
        order.put("id", "orders-" + number);
        order.put("orderId", "%016x".formatted(random.nextLong()));
        order.put("timestamp", 1_790_000_000_000L + number);
        order.put("customer", "customer-" + random.nextInt(3_000));
        order.put("symbol", SYMBOLS.get(random.nextInt(SYMBOLS.size())));
        order.put("lines", lines(random));
        order.put("attributes", Map.of("channel", "app"));
        return order;
    }

    private static List<GenericData.Record> lines(Random random) {
        Schema schema = Schemas.ORDER.getField("lines").schema().getElementType();
        List<GenericData.Record> lines = new ArrayList<>();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            GenericData.Record line = new GenericData.Record(schema);
            line.put("venue", VENUES.get(random.nextInt(VENUES.size())));
            line.put("quantity", 1 + random.nextInt(3));
            line.put("priceCents", 199 + random.nextLong(49_800));
            lines.add(line);
        }
        return lines;
    }

    private static byte[] encoded(GenericData.Record order) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericData.Record>(Schemas.ORDER).write(order, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
