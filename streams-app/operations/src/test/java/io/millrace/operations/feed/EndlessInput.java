// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.feed;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A beginning, then one letter for ever. */
final class EndlessInput extends InputStream {
    private final byte[] beginning;
    private long taken;

    EndlessInput(String beginning) {
        this.beginning = beginning.getBytes(StandardCharsets.UTF_8);
    }

    long taken() {
        return taken;
    }

    @Override
    public int read() {
        long at = taken++;
        return at < beginning.length ? beginning[(int) at] : 'x';
    }
}
