// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo.samples;

import io.millrace.schemas.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Orders of a broker, Avro, grouped by what is ordered; the event time is the field {@code timestamp}. */
public final class Orders implements SamplePipeline {
    private static final List<String> SYMBOLS = List.of("ACME", "ACME", "ACME", "INIT", "GLBX", "UMBR", "SOYL", "WAYN");
    private static final List<String> VENUES = List.of("XETR", "XPAR", "XLON", "XNYS");
    private static final List<Map<String, String>> ATTRIBUTES = List.of(
            Map.of(), Map.of("channel", "app"), Map.of("channel", "desk", "trader", "t-17"), Map.of("algo", "twap"));
    private static final int CUSTOMERS = 3_000;

    private final AvroValues avro;
    private final Schema line = Schemas.ORDER.getField("lines").schema().getElementType();

    public Orders(int schemaId) {
        this.avro = new AvroValues(Schemas.ORDER, schemaId);
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public String key(Facts facts) {
        return facts.businessId();
    }

    @Override
    public byte[] value(Facts facts) {
        GenericData.Record order = new GenericData.Record(Schemas.ORDER);
        order.put("id", facts.id());
        order.put("orderId", facts.businessId());
        order.put("timestamp", facts.time());
        order.put("customer", "customer-" + facts.random().nextInt(CUSTOMERS));
        order.put("symbol", facts.one(SYMBOLS));
        order.put("lines", lines(facts));
        order.put("attributes", facts.one(ATTRIBUTES));
        return avro.write(order);
    }

    private List<GenericData.Record> lines(Facts facts) {
        List<GenericData.Record> lines = new ArrayList<>();
        for (int left = facts.random().nextInt(1, 5); left > 0; left--) {
            GenericData.Record one = new GenericData.Record(line);
            one.put("venue", facts.one(VENUES));
            one.put("quantity", facts.random().nextInt(1, 4));
            one.put("priceCents", facts.random().nextLong(199, 49_999));
            lines.add(one);
        }
        return lines;
    }

    @Override
    public boolean holdsTime() {
        return true;
    }

    @Override
    public List<Flaw> flaws() {
        return Flaw.OF_AVRO;
    }
}
