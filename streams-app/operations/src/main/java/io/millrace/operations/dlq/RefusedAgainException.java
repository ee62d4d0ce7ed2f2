// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import io.millrace.operations.dlq.letters.ParkedLetter;

/** What was sent back was refused once more. */
final class RefusedAgainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedAgainException(ParkedLetter letter, ParkedLetter again) {
        super("the dead letter at " + letter.place() + " was refused again ("
                + again.failure().reason() + ", " + again.failure().attempts() + " attempts): see " + again.place());
    }
}
