// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** What becomes of Avro's decimals in JSON, in the words of Connect's JsonConverter. */
public enum DecimalFormat {
    BASE64,
    NUMERIC;

    public static final String KEY = "decimal.format";

    /** A thousand digits: no common reader takes a longer number, and it takes ever longer to write. */
    private static final int MOST_BYTES = 415;

    public static ConfigDef addTo(ConfigDef sink) {
        return sink.define(
                KEY,
                Type.STRING,
                "base64",
                CaseInsensitiveValidString.in("base64", "numeric"),
                Importance.MEDIUM,
                "How JSON holds an Avro decimal, as the setting of that name of Connect's JsonConverter: base64 keeps the bytes of"
                        + " the unscaled value, as a string; numeric writes a number with all its digits, which readers that take"
                        + " every number for a double round.");
    }

    public static DecimalFormat of(AbstractConfig config) {
        return valueOf(config.getString(KEY).toUpperCase(Locale.ROOT));
    }

    /** Whether {@code schema} is written as a number. */
    boolean isNumber(Schema schema) {
        return this == NUMERIC && schema.getLogicalType() instanceof LogicalTypes.Decimal;
    }

    /** What is none, or has more than a thousand digits, stays base64. */
    static void write(Schema schema, byte[] bytes, int from, int length, JsonGenerator out) throws IOException {
        if (length == 0 || length > MOST_BYTES) {
            out.writeBinary(bytes, from, length);
            return;
        }
        int scale = ((LogicalTypes.Decimal) schema.getLogicalType()).getScale();
        // Not the plain spelling, in which the schema alone decides how many zeros there are.
        out.writeNumber(new BigDecimal(new BigInteger(bytes, from, length), scale).toString());
    }
}
