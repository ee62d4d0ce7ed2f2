// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.http;

/** When requests are due, by {@link System#nanoTime}. */
public interface Due {
    /** How many are due at that moment, since the begin. */
    long by(long now);

    /** When that one, from 0, is due; of those that are due. */
    long time(long request, long now);

    /** A fixed rate: one that is sent late keeps the moment at which it was due, so that its delay counts. */
    static Due perSecond(double rate, long begin) {
        double interval = 1e9 / rate;
        return new Due() {
            @Override
            public long by(long now) {
                return now - begin < 0 ? 0 : (long) ((now - begin) / interval) + 1;
            }

            @Override
            public long time(long request, long now) {
                return begin + (long) (request * interval);
            }
        };
    }

    /** As soon as a connection is free: how much goes through at most, and nothing about latency. */
    static Due always() {
        return new Due() {
            @Override
            public long by(long now) {
                return Long.MAX_VALUE;
            }

            @Override
            public long time(long request, long now) {
                return now;
            }
        };
    }
}
