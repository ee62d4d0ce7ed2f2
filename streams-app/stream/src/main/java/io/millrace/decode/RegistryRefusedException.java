// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

/** The registry does not let us in. Waiting does not help; an operator must act. */
public final class RegistryRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegistryRefusedException(int id, int status) {
        super(
                "The schema registry refused to tell the schema with id " + id + ": HTTP " + status
                        + "; check schema.registry.basic.auth.* or schema.registry.bearer.auth.*, and what they may read there");
    }
}
