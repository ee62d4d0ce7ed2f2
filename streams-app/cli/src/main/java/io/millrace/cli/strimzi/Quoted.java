// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.strimzi;

/** Text in YAML. */
final class Quoted {
    private Quoted() {}

    static String text(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
