// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo.samples;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Application logs, JSON as in {@code logs.schema.json}; the event time is the field {@code ts}. */
public final class Logs implements SamplePipeline {
    private static final JsonFactory JSON = new JsonFactory();
    private static final List<String> SERVICES = List.of(
            "cart",
            "catalog",
            "checkout",
            "frontend",
            "identity",
            "inventory",
            "mail",
            "payment",
            "pricing",
            "recommendations",
            "search",
            "shipping");
    private static final List<String> LEVELS =
            List.of("DEBUG", "INFO", "INFO", "INFO", "INFO", "INFO", "WARN", "ERROR");
    private static final List<String> MESSAGES = List.of(
            "request handled in %d ms",
            "cache miss, loaded %d rows",
            "retrying after %d ms: connection reset by peer",
            "queue depth is %d",
            "user session renewed for %d s",
            "slow query, %d ms: select * from stock where sku = ?");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    @Override
    public String name() {
        return "logs";
    }

    /** Not the service: a dozen of keys would leave some partition with most of the work. */
    @Override
    public String key(Facts facts) {
        return facts.businessId();
    }

    @Override
    public byte[] value(Facts facts) {
        out.reset();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("id", facts.id());
            json.writeNumberField("ts", facts.time());
            json.writeStringField("service", facts.one(SERVICES));
            json.writeStringField("level", facts.one(LEVELS));
            json.writeStringField("traceId", facts.businessId());
            json.writeStringField("message", message(facts));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String message(Facts facts) {
        int number = facts.random().nextInt(1, 3_000);
        return facts.one(MESSAGES).replace("%d", Integer.toString(number));
    }

    @Override
    public boolean holdsTime() {
        return true;
    }

    @Override
    public List<Flaw> flaws() {
        return Flaw.OF_JSON;
    }
}
