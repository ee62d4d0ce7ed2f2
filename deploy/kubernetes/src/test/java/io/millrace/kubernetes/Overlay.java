// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.stream.Stream;

/** A rendered overlay, each document bound to its model. */
record Overlay(List<Object> documents) {
    /** The file that every process is configured by. */
    private static final String FILE = "millrace.properties";

    Overlay {
        documents = List.copyOf(documents);
    }

    /** Throws {@link IllegalArgumentException} when one does not fit. */
    static Overlay of(List<JsonNode> documents) {
        return new Overlay(documents.stream().map(Models::bind).toList());
    }

    <T> Stream<T> all(Class<T> kind) {
        return documents.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The ConfigMap that holds {@link #properties}. */
    ConfigMap configMap() {
        return all(ConfigMap.class)
                .filter(map -> map.getData().containsKey(FILE))
                .findFirst()
                .orElseThrow();
    }

    /** The text of {@code millrace.properties}. */
    String properties() {
        return configMap().getData().get(FILE);
    }
}
