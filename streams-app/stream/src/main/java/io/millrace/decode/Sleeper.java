// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

/** Lets time pass: {@code Thread::sleep}, or a test's fake. */
@FunctionalInterface
public interface Sleeper {
    void sleep(long millis) throws InterruptedException;
}
