// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.dlq;

import io.millrace.cli.ShortDuration;
import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people type it: 2026-05-17T10:05:03Z, or how long ago, as 10m. */
final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return ago(text);
        }
    }

    private static Instant ago(String text) {
        try {
            return Instant.now().minus(new ShortDuration().convert(text));
        } catch (TypeConversionException e) {
            throw new TypeConversionException("'" + text
                    + "' is neither a time such as 2026-05-17T10:05:03Z nor how long ago, such as 30s, 10m or 5h");
        }
    }
}
