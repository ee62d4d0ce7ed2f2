// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** What the last idempotency keys of a pipeline were used for, as far as this process knows. Thread-safe. */
final class RequestKeys {
    private static final int MOST = 10_000;

    private final Map<String, Long> used = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    /** What tells bodies apart. */
    static long content(Body body) {
        CRC32C crc = new CRC32C();
        crc.update(body.bytes(), 0, body.length());
        return crc.getValue() << 32 | body.length();
    }

    /** A name for a request that has none: bytes that come again are the same request. */
    static String derived(Body body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(body.bytes(), 0, body.length());
            return "sha-256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    synchronized boolean isForAnother(String key, long content) {
        Long known = used.get(key);
        return known != null && known != content;
    }

    synchronized void add(String key, long content) {
        used.put(key, content);
    }
}
