// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import io.millrace.local.server.S3Server;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A parent to be killed: starts an S3 server at folder, lifetime and port, says so, and waits. Without arguments it only waits. */
final class StartsAServer {

    private StartsAServer() {}

    public static void main(String[] args) throws InterruptedException {
        if (args.length > 0) {
            S3Server server =
                    new S3Server(new Site(Path.of(args[0]), Lifetime.valueOf(args[1])), Integer.parseInt(args[2]));
            server.start();
            server.awaitReady();
        }
        System.out.println("started");
        new CountDownLatch(1).await();
    }
}
