// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.bed;

import java.nio.file.Path;
import java.util.List;

/** A process under test ended before it had measured anything. */
public final class SubjectFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SubjectFailedException(String run, Path log, List<String> lastLines) {
        super("The process of " + run + " failed; the end of its log (" + log + "):\n  "
                + String.join("\n  ", lastLines));
    }
}
