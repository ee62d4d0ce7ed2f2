// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** What is another one when a file has changed: of the file itself, not of a link to it, since orchestrators replace the link. */
public record FileStamp(Path file, FileTime modified, long bytes, String key) {
    /** Of {@code file} as it is now. */
    public static FileStamp of(Path file) throws IOException {
        Path real = file.toRealPath();
        BasicFileAttributes now = Files.readAttributes(real, BasicFileAttributes.class);
        return new FileStamp(real, now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()));
    }
}
