// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import java.nio.file.Path;

/** The disk would be full before the end. */
public final class NoRoomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoRoomException(Path folder, long needed, long free) {
        super("%s needs %.1f GB of disk for these runs, and there are %.1f GB; name fewer scenarios"
                .formatted(folder, needed / 1e9, free / 1e9));
    }
}
