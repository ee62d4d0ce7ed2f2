// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.mapping;

import io.millrace.schemas.BatchHeader;

/** Sees to it that an index has the mapping that a batch needs. Thread-safe. */
public interface Mappings {
    String OFF = "off";
    String CHECK = "check";
    String CREATE = "create";

    /**
     * Returns when the index may be written to; asks the cluster only about what it has not seen yet. Throws {@link
     * MappingRefusedException} when the mapping does not fit, and what asking throws.
     */
    void prepare(String index, BatchHeader batch) throws Exception;

    /** Leaves mappings to those who run the cluster. */
    static Mappings off() {
        return (index, batch) -> {};
    }
}
