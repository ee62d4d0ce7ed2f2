// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

/** No array can hold the rows. Unchecked, because it passes through a JSON generator, which would take others for its own. */
final class RowsTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
