// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

/** A row is larger than PostgreSQL takes. Unchecked, because it passes through a JSON generator, which would take others for its own. */
final class RowTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
