// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.load;

import java.util.function.LongSupplier;

/**
 * As fast as events come out again, and never more than {@code most} ahead of that: it finds out how many a set-up takes
 * without leaving a backlog behind.
 *
 * @param out how many have come out
 */
public record Ahead(LongSupplier out, long most) implements Schedule {
    @Override
    public long due() {
        return out.getAsLong() + most;
    }

    @Override
    public long time(long event) {
        return System.currentTimeMillis();
    }
}
