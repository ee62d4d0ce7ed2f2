// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Somebody has deleted an object of the bucket; from a backup it comes back. */
public final class LostObject implements Fault {
    @Override
    public Undo in(Scene scene) throws IOException {
        Path bucket = scene.data().resolve("s3");
        Path object = anyOf(bucket);
        Path backup = bucket.resolveSibling("lost-object");
        Files.move(object, backup);
        return () -> Files.move(backup, object);
    }

    private static Path anyOf(Path bucket) throws IOException {
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(file -> file.toString().endsWith(".jsonl.gz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no object in " + bucket));
        }
    }
}
