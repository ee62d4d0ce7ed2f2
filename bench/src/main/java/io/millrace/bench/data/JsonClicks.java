// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.data;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Web requests as JSON, of one size; always the same ones. */
public final class JsonClicks {
    /** How many different ones there are: more than fit the 32 KB in which deflate looks for repeats. */
    private static final int VARIANTS = 1_000;

    private JsonClicks() {}

    public static byte[][] values(int bytes) {
        Random random = new Random(42);
        byte[][] values = new byte[VARIANTS][];
        for (int i = 0; i < VARIANTS; i++) {
            values[i] = value(random, bytes);
        }
        return values;
    }

    /** {@code events} lines of them. */
    public static byte[] lines(int events, int bytes) {
        byte[][] values = values(bytes);
        byte[] lines = new byte[events * (bytes + 1)];
        for (int i = 0; i < events; i++) {
            System.arraycopy(values[i % VARIANTS], 0, lines, i * (bytes + 1), bytes);
            lines[(i + 1) * (bytes + 1) - 1] = '\n';
        }
        return lines;
    }

    /** The user agent takes what is left of the size. */
    private static byte[] value(Random random, int bytes) {
        String head =
                "{\"id\":\"%016x\",\"user\":\"user-%d\",\"path\":\"/products/%d/reviews\",\"status\":200,\"bytes\":%d,\"agent\":\""
                        .formatted(
                                random.nextLong(),
                                random.nextInt(100_000),
                                random.nextInt(10_000),
                                random.nextInt(100_000));
        StringBuilder text = new StringBuilder(head);
        while (text.length() < bytes) {
            text.append("Mozilla/5.0 (X11; Linux x86_64; rv:%d) Gecko/%d Firefox/%d "
                    .formatted(random.nextInt(200), 20_100_000 + random.nextInt(10_000), random.nextInt(200)));
        }
        text.setLength(bytes - 2);
        return text.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
