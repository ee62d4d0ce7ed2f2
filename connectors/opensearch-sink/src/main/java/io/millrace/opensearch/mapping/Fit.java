// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.mapping;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether an index's mapping takes what a schema's mapping says that events hold. */
final class Fit {
    private static final Set<String> OBJECTS = Set.of("object", "nested", "flat_object", "flattened");

    /** They take any scalar. */
    private static final Set<String> WORDS =
            Set.of("text", "keyword", "match_only_text", "wildcard", "search_as_you_type", "constant_keyword");

    private static final Set<String> NUMBERS = Set.of("integer", "long", "float", "double", "date");
    private static final Set<String> REFUSE_NUMBERS = Set.of("boolean", "ip", "binary", "geo_point", "geo_shape");

    private Fit() {}

    /**
     * The first field that does not fit, in words. Fields that the index does not have yet are not judged, and neither are strings
     * in it as dates, addresses or numbers, which each value decides.
     */
    static Optional<String> fault(Map<?, ?> wanted, Map<?, ?> actual, String path) {
        for (Map.Entry<?, ?> field : wanted.entrySet()) {
            if (actual.get(field.getKey()) instanceof Map<?, ?> there && field.getValue() instanceof Map<?, ?> here) {
                Optional<String> fault = fault(here, there, path, field.getKey());
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fault(Map<?, ?> here, Map<?, ?> there, String path, Object name) {
        String wanted = type(here);
        String actual = type(there);
        if (!takes(actual, wanted)) {
            return Optional.of(
                    "the field " + path + name + " is " + actual + " in the index and " + wanted + " by the schema");
        }
        return here.get("properties") instanceof Map<?, ?> inside && there.get("properties") instanceof Map<?, ?> within
                ? fault(inside, within, path + name + '.')
                : Optional.empty();
    }

    private static String type(Map<?, ?> field) {
        Object type = field.get("type");
        return type == null ? "object" : type.toString();
    }

    private static boolean takes(String actual, String wanted) {
        if (OBJECTS.contains(wanted) || OBJECTS.contains(actual)) {
            return OBJECTS.contains(wanted) && OBJECTS.contains(actual);
        }
        if (wanted.equals("boolean")) {
            return actual.equals("boolean") || WORDS.contains(actual);
        }
        return !NUMBERS.contains(wanted) || !REFUSE_NUMBERS.contains(actual);
    }
}
