// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.gate;

/** A record of a topology that cannot be read; the message says why, without where it lies. */
final class UnreadableFingerprintException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableFingerprintException(String message) {
        super(message);
    }
}
