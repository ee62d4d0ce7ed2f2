// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway;

import io.millrace.app.Commands;

/** The main class of a gateway process, whose class path has only what a gateway needs. */
public final class GatewayMain {
    private GatewayMain() {}

    public static void main(String[] args) {
        System.exit(Commands.run(new GatewayCommand(), args));
    }
}
