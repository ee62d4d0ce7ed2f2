// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import java.util.concurrent.CountDownLatch;

/** A process that does nothing, until it is ended. */
final class Waits {
    private Waits() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println("waiting");
        new CountDownLatch(1).await();
    }
}
