// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

/** The main class of a stream process, whose class path has only what a stream needs. */
public final class StreamMain {
    private StreamMain() {}

    public static void main(String[] args) {
        System.exit(Commands.run(new StreamCommand(), args));
    }
}
