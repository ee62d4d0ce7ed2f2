// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.config.routes.Measure;
import io.millrace.fields.FieldValues;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.RollupFunction;
import io.millrace.schemas.RollupResult.Measured;

/** What a measure has come to so far. What cannot be taken is left out: no method fails for a value. */
interface Measurement {
    /** Takes what an event has at {@code field} of {@code values}. */
    void add(FieldValues values, int field);

    /** Takes what another one of its kind wrote. */
    void merge(AvroCursor in) throws MalformedAvroException;

    void write(AvroBuffer out);

    Measured result(RollupFunction function, String name);

    /** An empty one. */
    static Measurement of(Measure measure) {
        return switch (measure.function()) {
            case SUM -> new Sum();
            case MIN -> new Extreme(-1);
            case MAX -> new Extreme(1);
            case DISTINCT -> new Distinct();
        };
    }
}
