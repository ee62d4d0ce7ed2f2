// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FrameTest {
    private static final int MANY = 1_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Example
    void shouldTakeEachLineAsItCame() throws MalformedFrameException {
        assertThat(split(Frame.LINES, "{\"a\":1}\n\n  \r\n not json \r\n{\"b\":2}"))
                .containsExactly("{\"a\":1}", " not json ", "{\"b\":2}");
    }

    @Example
    void shouldTakeABodyThatIsNoArrayAsOneEvent() throws MalformedFrameException {
        assertThat(split(Frame.ARRAY_OR_SINGLE, " {\"a\":[1,2]}\n")).containsExactly(" {\"a\":[1,2]}\n");
        assertThat(split(Frame.ARRAY_OR_SINGLE, " [1, {\"a\":2} ]\n")).containsExactly("1", "{\"a\":2}");
    }

    @Example
    void shouldRefuseWhatHasNoEvents() {
        for (String body : List.of("", " \r\n\t ")) {
            for (Frame frame : Frame.values()) {
                assertThatThrownBy(() -> split(frame, body)).isInstanceOf(MalformedFrameException.class);
            }
        }
        assertThatThrownBy(() -> split(Frame.ARRAY_OR_SINGLE, " [ ] ")).hasMessage("the array has no event");
    }

    @Example
    void shouldRefuseArraysWhoseElementsCannotBeTold() {
        for (String body : List.of(
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1,,2]",
                "[1]]",
                "[1] 2",
                "[1}]",
                "[\"]",
                "[\"\\\"]",
                "[{]",
                "[\"a\\",
                "{}")) {
            assertThatThrownBy(() -> split(Frame.ARRAY, body)).as(body).isInstanceOf(MalformedFrameException.class);
        }
    }

    @Example
    void shouldRefuseMoreEventsThanAllowed() {
        assertThatThrownBy(() -> Frame.LINES.split(bytes("1\n2\n3"), 5, 2))
                .isInstanceOf(TooManyItemsException.class)
                .hasMessage("more than 2 events");
        assertThatThrownBy(() -> Frame.ARRAY.split(bytes("[1,2,3]"), 7, 2)).isInstanceOf(TooManyItemsException.class);
    }

    @Property
    void shouldFindTheElementsThatAParserFinds(@ForAll("arrays") String array)
            throws IOException, MalformedFrameException {
        List<JsonNode> expected = new ArrayList<>();
        JSON.readTree(array).forEach(expected::add);

        List<JsonNode> found = new ArrayList<>();
        for (String item : split(Frame.ARRAY, array)) {
            found.add(JSON.readTree(item));
        }

        assertThat(found).isEqualTo(expected);
    }

    /** Valid or not: what is not refused is all there, byte by byte, in order. */
    @Property
    void shouldLoseNoByteOfAnElement(@ForAll("nearlyArrays") String body) {
        List<String> items;
        try {
            items = split(Frame.ARRAY, body);
        } catch (MalformedFrameException e) {
            return;
        }
        String outside = "[ \n\r\t]*";
        StringBuilder pattern = new StringBuilder(outside + "\\[");
        for (int i = 0; i < items.size(); i++) {
            pattern.append(i == 0 ? "" : ",").append(outside);
            pattern.append(Pattern.quote(items.get(i))).append(outside);
        }
        assertThat(body).matches(pattern.append("\\]").append(outside).toString());
    }

    @Provide
    Arbitrary<String> arrays() {
        return arrays(3);
    }

    private static Arbitrary<String> arrays(int depth) {
        return values(depth - 1).list().ofMinSize(1).ofMaxSize(4).flatMap(values -> blank().map(
                        space -> space + "[" + space + String.join(space + "," + space, values) + space + "]" + space));
    }

    private static Arbitrary<String> values(int depth) {
        Arbitrary<String> scalar = Arbitraries.of(
                "\"\"",
                "\"a,b\"",
                "\"\\\"]\"",
                "\"\\\\\"",
                "\"[{\"",
                "\"é\\u0022\"",
                "\"\\\\\\\"\"",
                "0",
                "-1.5e3",
                "true",
                "null");
        return depth == 0 ? scalar : Arbitraries.oneOf(scalar, arrays(depth), objects(depth));
    }

    private static Arbitrary<String> objects(int depth) {
        return Combinators.combine(values(depth - 1), values(depth - 1), blank())
                .as((a, b, space) -> "{\"a\"" + space + ":" + a + "," + space + "\"b,\":" + space + b + "}");
    }

    private static Arbitrary<String> blank() {
        return Arbitraries.of("", " ", "\n", "\r\n\t");
    }

    @Provide
    Arbitrary<String> nearlyArrays() {
        return Arbitraries.of("[", "]", "{", "}", ",", "\"", "\\", " ", "a", "1")
                .list()
                .ofMaxSize(12)
                .map(parts -> "[" + String.join("", parts) + "]");
    }

    private static List<String> split(Frame frame, String body) throws MalformedFrameException {
        byte[] bytes = bytes(body);
        Items items = frame.split(bytes, bytes.length, MANY);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < items.count(); i++) {
            texts.add(new String(items.get(i), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
