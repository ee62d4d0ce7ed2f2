// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** How a request says who sends it. Thread-safe. */
interface Credentials {
    /** The headers for one request, whose body is the first {@code length} bytes of {@code body}; may ask a source of credentials. */
    Map<String, String> headers(String method, URI uri, byte[] body, int length);

    static Credentials none() {
        return (method, uri, body, length) -> Map.of();
    }

    static Credentials basic(String user, String password) {
        String pair = Base64.getEncoder().encodeToString((user + ':' + password).getBytes(StandardCharsets.UTF_8));
        return fixed("Basic " + pair);
    }

    /**
     * An API key.
     *
     * @param key as the cluster hands it out, base64 of id and secret
     */
    static Credentials apiKey(String key) {
        return fixed("ApiKey " + key);
    }

    private static Credentials fixed(String value) {
        Map<String, String> headers = Map.of("Authorization", value);
        return (method, uri, body, length) -> headers;
    }
}
