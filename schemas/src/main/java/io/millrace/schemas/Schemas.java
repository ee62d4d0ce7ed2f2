// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/** The schemas that come with Millrace. */
public final class Schemas {
    /** Sample payload of the {@code clicks} pipeline: web requests. */
    public static final Schema CLICK = load("clicks.avsc");

    /** Sample payload of the {@code orders} pipeline. */
    public static final Schema ORDER = load("orders.avsc");

    private Schemas() {}

    static Schema load(String resource) {
        try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the schema " + resource, e);
        }
    }
}
