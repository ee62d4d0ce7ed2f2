// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.facts;

import java.util.Map;
import java.util.TreeMap;

/**
 * The schema registry.
 *
 * @param problem why it cannot be asked, or null; the rest is empty then
 * @param compatibility level by subject of a sink topic
 * @param fits whether this release's layout of batches is compatible, by the same
 */
public record RegistryFacts(String problem, Map<String, String> compatibility, Map<String, Boolean> fits) {
    public RegistryFacts {
        compatibility = new TreeMap<>(compatibility);
        fits = new TreeMap<>(fits);
    }
}
