// SPDX-License-Identifier: Apache-2.0
package io.millrace.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFilesTest {
    private static final int MEGABYTE = 1024 * 1024;

    @TempDir
    Path folder;

    private RecordFiles records;

    private RecordFiles records() {
        records = new RecordFiles(folder.resolve("store"));
        return records;
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void shouldFindTheLastRecordOfAKey() {
        RecordFiles open = records();
        open.put(key("b"), bytes("one"));
        open.put(key("a"), bytes("two"));
        open.put(key("b"), bytes("three"));
        open.put(key("c"), bytes("four"));
        open.delete(key("c"));
        open.delete(key("never"));

        assertThat(open.keys()).containsExactly(key("a"), key("b"));
        assertThat(open.get(key("a"))).isEqualTo(bytes("two"));
        assertThat(open.get(key("b"))).isEqualTo(bytes("three"));
        assertThat(open.get(key("c"))).isNull();
    }

    @Test
    void shouldReadAPartOfARecord() {
        RecordFiles open = records();
        open.put(key("a"), bytes("before"));
        open.put(key("b"), bytes("0123456789"));
        byte[] into = bytes("......");

        open.read(key("b"), 3, 4, into, 1);

        assertThat(into).isEqualTo(bytes(".3456."));
    }

    @Test
    void shouldKeepNoFileOfWhichNothingIsWanted() throws IOException {
        RecordFiles open = records();
        for (int i = 0; i < 100; i++) {
            byte[] value = new byte[MEGABYTE];
            Arrays.fill(value, (byte) i);
            open.put(key("k" + i % 3), value);
        }

        assertThat(size()).isLessThan(3 * 16 * MEGABYTE);
        assertThat(open.get(key("k0"))).hasSize(MEGABYTE).containsOnly(99);

        open.delete(key("k0"));
        open.delete(key("k1"));
        open.delete(key("k2"));
        assertThat(size()).isZero();
        open.put(key("k0"), bytes("again"));
        assertThat(open.get(key("k0"))).isEqualTo(bytes("again"));
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("store"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static Bytes key(String name) {
        return Bytes.wrap(bytes(name));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
