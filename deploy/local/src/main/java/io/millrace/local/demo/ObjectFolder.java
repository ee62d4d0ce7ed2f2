// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** The bucket as the folder it is on this machine. */
final class ObjectFolder {
    private final Path bucket;

    ObjectFolder(Path bucket) {
        this.bucket = bucket;
    }

    long count() {
        return look().count;
    }

    /** One that {@code zcat} opens. */
    Optional<Path> example() {
        return Optional.ofNullable(look().readable);
    }

    private Look look() {
        Look look = new Look();
        try {
            Files.walkFileTree(bucket, look);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + bucket, e);
        }
        return look;
    }

    private static final class Look extends SimpleFileVisitor<Path> {
        private long count;
        private Path readable;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (name.endsWith(".jsonl.gz")) {
                readable = file;
                count++;
            } else if (name.endsWith(".jsonl.zst") || name.endsWith(".avro")) {
                count++;
            }
            return FileVisitResult.CONTINUE;
        }

        /** The server writes to another name first, which is gone a moment later. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }
}
