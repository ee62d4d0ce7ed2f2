// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    @Property(tries = 2_000)
    void shouldJudgeBytesAsJavaDoes(@ForAll @Size(max = 40) byte[] bytes) {
        assertThat(Utf8.isValid(bytes)).isEqualTo(isValidToJava(bytes));
    }

    @Property
    void shouldJudgeTextWithOneByteChangedAsJavaDoes(@ForAll String text, @ForAll int place, @ForAll byte other) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            bytes[Math.floorMod(place, bytes.length)] = other;
        }

        assertThat(Utf8.isValid(bytes)).isEqualTo(isValidToJava(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c080",
                "c1bf",
                "e08080",
                "e09fbf",
                "f0808080",
                "f08fbfbf",
                "eda080",
                "edbfbf",
                "f4908080",
                "f5808080",
                "ff",
                "80",
                "c3",
                "e282",
                "f09f98",
                "61626364656667c3",
                "c328"
            })
    void shouldRefuseWhatIsNotUtf8(String hex) {
        assertThat(Utf8.isValid(HexFormat.of().parseHex(hex))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "abcdefgh", "abcdefghi", "ä", "€", "😀", "abcdefgä", "\u0000", "\uffff", "\ud7ff\ue000"
            })
    void shouldAcceptUtf8(String text) {
        assertThat(Utf8.isValid(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    private static boolean isValidToJava(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
