// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** The objects of a local bucket, as an operator finds them: files that {@code zcat} opens. */
public final class ObjectFiles {
    private ObjectFiles() {}

    public static List<Path> in(Path bucket) {
        List<Path> objects = new ArrayList<>();
        collect(bucket.toFile(), objects);
        return objects;
    }

    /** Looks away from files that vanish meanwhile: the server writes under another name first. */
    private static void collect(File folder, List<Path> objects) {
        for (File file : Objects.requireNonNullElse(folder.listFiles(), new File[0])) {
            if (file.isDirectory()) {
                collect(file, objects);
            } else if (file.getName().endsWith(".jsonl.gz")) {
                objects.add(file.toPath());
            }
        }
    }

    public static List<String> lines(Path object) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(object)), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }

    /** Of all the objects together. */
    public static List<String> allLines(Path bucket) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path object : in(bucket)) {
            lines.addAll(lines(object));
        }
        return lines;
    }
}
