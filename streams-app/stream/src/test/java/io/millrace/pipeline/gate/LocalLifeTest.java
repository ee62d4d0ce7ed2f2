// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLifeTest {
    private static final Uuid ONE = Uuid.randomUuid();

    @TempDir
    Path state;

    @Test
    void shouldKeepStateOfItsLifeAndDeleteThatOfAnother() throws IOException {
        Path folder = state.resolve("app.clicks");
        LocalLife.begin(folder, ONE);
        Path store = store(folder);

        LocalLife.begin(folder, ONE);
        assertThat(store).exists();

        LocalLife.begin(folder, Uuid.randomUuid());
        assertThat(store).doesNotExist();
    }

    /** Nobody knows which life it is of, and it can be restored. */
    @Test
    void shouldDeleteStateThatSaysNothing() throws IOException {
        Path folder = state.resolve("app.clicks");
        Path store = store(folder);
        Path process = Files.writeString(folder.resolve("kafka-streams-process-metadata"), "{}");

        LocalLife.begin(folder, ONE);

        assertThat(store.getParent()).doesNotExist();
        assertThat(process).exists();
    }

    private static Path store(Path folder) throws IOException {
        return Files.writeString(Files.createDirectories(folder.resolve("0_1")).resolve(".checkpoint"), "0");
    }
}
