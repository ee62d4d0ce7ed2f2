// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo.samples;

import io.millrace.schemas.Schemas;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Web requests of a shop, Avro; the event time is the record's. */
public final class Clicks implements SamplePipeline {
    private static final List<String> PAGES =
            List.of("/", "/search", "/cart", "/checkout", "/login", "/account/orders", "/api/v1/recommendations");
    private static final List<String> METHODS = List.of("GET", "GET", "GET", "GET", "GET", "GET", "POST", "HEAD");
    private static final List<Integer> STATUSES = List.of(200, 200, 200, 200, 200, 204, 301, 304, 404, 500);
    private static final List<String> REFERRERS = List.of(
            "https://www.example.org/", "https://search.example.com/?q=shoes", "https://news.example.net/today");
    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1",
            "curl/8.8.0");
    private static final int USERS = 5_000;
    private static final int PRODUCTS = 20_000;

    private final AvroValues avro;
    private final Schema.Field method = Schemas.CLICK.getField("method");

    public Clicks(int schemaId) {
        this.avro = new AvroValues(Schemas.CLICK, schemaId);
    }

    @Override
    public String name() {
        return "clicks";
    }

    @Override
    public String key(Facts facts) {
        return facts.businessId();
    }

    @Override
    public byte[] value(Facts facts) {
        GenericData.Record click = new GenericData.Record(Schemas.CLICK);
        click.put("id", facts.id());
        click.put("requestId", facts.businessId());
        click.put("timestamp", facts.time());
        click.put("user", facts.percent(60) ? "u" + facts.random().nextInt(USERS) : null);
        click.put("method", new GenericData.EnumSymbol(method.schema(), facts.one(METHODS)));
        click.put("path", facts.percent(50) ? "/product/" + facts.random().nextInt(PRODUCTS) : facts.one(PAGES));
        click.put("status", facts.one(STATUSES));
        click.put("bytes", facts.random().nextLong(200, 90_000));
        click.put("referrer", facts.percent(40) ? facts.one(REFERRERS) : null);
        click.put("userAgent", facts.one(AGENTS));
        return avro.write(click);
    }

    @Override
    public boolean holdsTime() {
        return false;
    }

    @Override
    public List<Flaw> flaws() {
        return Flaw.OF_AVRO_WITH_RECORD_TIME;
    }
}
