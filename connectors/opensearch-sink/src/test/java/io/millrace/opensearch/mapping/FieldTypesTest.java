// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.payload.DecimalFormat;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTypesTest {
    private static String mapping(String type, DecimalFormat decimals) throws Exception {
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"E\",\"fields\":[{\"name\":\"f\",\"type\":" + type + "}]}");
        return Json.write(new FieldTypes(decimals).properties(schema));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"boolean\"                                                  | {\"f\":{\"type\":\"boolean\"}}",
                "\"int\"                                                      | {\"f\":{\"type\":\"integer\"}}",
                "[\"null\",\"long\"]                                          | {\"f\":{\"type\":\"long\"}}",
                "\"float\"                                                    | {\"f\":{\"type\":\"float\"}}",
                "\"double\"                                                   | {\"f\":{\"type\":\"double\"}}",
                "\"bytes\"                                                    | {\"f\":{\"type\":\"binary\"}}",
                "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9} | {\"f\":{\"type\":\"binary\"}}",
                "{\"type\":\"string\",\"logicalType\":\"uuid\"}               | {\"f\":{\"type\":\"keyword\"}}",
                "{\"type\":\"enum\",\"name\":\"X\",\"symbols\":[\"A\"]}       | {\"f\":{\"type\":\"keyword\"}}",
                "{\"type\":\"array\",\"items\":\"int\"}                       | {\"f\":{\"type\":\"integer\"}}",
                "{\"type\":\"map\",\"values\":\"int\"}                        | {\"f\":{\"type\":\"object\"}}",
                "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}     | {\"f\":{\"type\":\"long\"}}",
                "[\"null\",\"long\",\"string\"]                               | {}",
                "\"null\"                                                     | {}",
                "{\"type\":\"record\",\"name\":\"I\",\"fields\":[{\"name\":\"n\",\"type\":\"int\"}]}"
                        + " | {\"f\":{\"properties\":{\"n\":{\"type\":\"integer\"}}}}",
                "[\"null\",\"E\"]                                             | {\"f\":{\"type\":\"object\"}}",
            })
    void shouldMapEachType(String type, String mapping) throws Exception {
        assertThat(mapping(type, DecimalFormat.BASE64)).isEqualTo(mapping);
    }

    @Test
    void shouldMapNumbersDatesAndText() throws Exception {
        assertThat(mapping("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9}", DecimalFormat.NUMERIC))
                .isEqualTo("{\"f\":{\"type\":\"double\"}}");
        assertThat(mapping("{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}", DecimalFormat.BASE64))
                .contains("\"type\":\"date\"", "\"format\":\"epoch_millis\"");
        assertThat(mapping("\"string\"", DecimalFormat.BASE64))
                .contains("\"type\":\"text\"", "\"type\":\"keyword\"", "\"ignore_above\":256");
    }

    @ParameterizedTest
    @CsvSource({
        "long, integer, true",
        "long, date, true",
        "long, keyword, true",
        "long, boolean, false",
        "long, ip, false",
        "long, object, false",
        "date, long, true",
        "boolean, boolean, true",
        "boolean, keyword, true",
        "boolean, long, false",
        "text, ip, true",
        "text, date, true",
        "text, nested, false",
        "object, flat_object, true",
        "object, keyword, false",
        "binary, keyword, true",
    })
    void shouldTellWhichMappingTakesWhat(String wanted, String actual, boolean isTaken) {
        Map<String, ?> schema = Map.of("o", Map.of("properties", Map.of("f", Map.of("type", wanted))));
        Map<String, ?> index = Map.of("o", Map.of("properties", Map.of("f", Map.of("type", actual))));

        assertThat(Fit.fault(schema, index, "").isEmpty()).isEqualTo(isTaken);
        if (!isTaken) {
            assertThat(Fit.fault(schema, index, ""))
                    .hasValue("the field o.f is " + actual + " in the index and " + wanted + " by the schema");
        }
        assertThat(Fit.fault(schema, Map.of(), "")).isEmpty();
    }

    @Test
    void shouldReadAnAnswerWithoutItsArrays() throws Exception {
        assertThat(Json.read("{\"i\":{\"a\":[1,{}],\"b\":{\"c\":true}}}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Map.of("i", Map.of("b", Map.of("c", "true"))));
    }
}
