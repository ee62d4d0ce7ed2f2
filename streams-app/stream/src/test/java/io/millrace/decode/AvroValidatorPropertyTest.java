// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kit.RandomAvro;
import io.millrace.schemas.MalformedAvroException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;

class AvroValidatorPropertyTest {

    @Property(tries = 500)
    void shouldAcceptWhateverAvroWrites(@ForAll long seed, @ForAll boolean sizedBlocks) {
        RandomAvro avro = new RandomAvro(seed);
        Schema schema = avro.schema();
        AvroValidator validator = AvroValidator.compile(schema, null);

        for (int i = 0; i < 10; i++) {
            byte[] datum = avro.datum(schema, sizedBlocks);

            assertThatCode(() -> validator.validate(datum, 0, datum.length))
                    .as("%s %s", schema, Arrays.toString(datum))
                    .doesNotThrowAnyException();
        }
    }

    /**
     * A reader of a prefix takes the steps of the reader of the whole, which ends only at the last byte: so it meets the
     * end of the bytes first. There is no valid proper prefix.
     */
    @Property(tries = 300)
    void shouldRefuseEveryProperPrefix(@ForAll long seed, @ForAll boolean sizedBlocks) {
        RandomAvro avro = new RandomAvro(seed);
        Schema schema = avro.schema();
        AvroValidator validator = AvroValidator.compile(schema, null);
        byte[] datum = avro.datum(schema, sizedBlocks);

        for (int length = 0; length < Math.min(datum.length, 2_000); length++) {
            byte[] prefix = Arrays.copyOf(datum, length);

            assertThatThrownBy(() -> validator.validate(prefix, 0, prefix.length))
                    .isInstanceOf(MalformedAvroException.class);
        }
    }

    @Property(tries = 300)
    void shouldRefuseOneByteTooMany(@ForAll long seed, @ForAll byte appended) {
        RandomAvro avro = new RandomAvro(seed);
        Schema schema = avro.schema();
        byte[] datum = avro.datum(schema, false);
        byte[] longer = Arrays.copyOf(datum, datum.length + 1);
        longer[datum.length] = appended;

        assertThatThrownBy(() -> AvroValidator.compile(schema, null).validate(longer, 0, longer.length))
                .isInstanceOf(MalformedAvroException.class);
    }

    @Property(tries = 500)
    void shouldSurviveFlippedBytes(@ForAll long seed, @ForAll boolean sizedBlocks) {
        Random random = new Random(seed);
        RandomAvro avro = new RandomAvro(seed);
        Schema schema = avro.schema();
        AvroValidator validator = AvroValidator.compile(schema, "f0");
        byte[] datum = avro.datum(schema, sizedBlocks);

        for (int i = 0; i < 100 && datum.length > 0; i++) {
            byte[] broken = datum.clone();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();

            assertThat(failureOf(validator, broken))
                    .satisfiesAnyOf(failure -> assertThat(failure).isNull(), failure -> assertThat(failure)
                            .isInstanceOf(MalformedAvroException.class));
        }
    }

    private static Throwable failureOf(AvroValidator validator, byte[] bytes) {
        try {
            validator.validate(bytes, 0, bytes.length);
            return null;
        } catch (Exception | StackOverflowError e) {
            return e;
        }
    }
}
