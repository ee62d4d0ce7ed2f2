// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import java.util.List;

/** A server died, or did not answer in time, before it could be used. The message ends in the last lines of its log. */
public final class ServerNotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerNotReadyException(String sentence, List<String> lastLogLines) {
        super(sentence + "; its log ends in:\n  " + String.join("\n  ", lastLogLines));
    }
}
