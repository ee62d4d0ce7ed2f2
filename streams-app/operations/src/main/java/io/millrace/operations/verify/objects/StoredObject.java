// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import java.util.Map;

/** An object as it came from the bucket. */
final class StoredObject {
    final Map<String, String> metadata;

    /** Null when it was not asked for. */
    final byte[] body;

    StoredObject(Map<String, String> metadata, byte[] body) {
        this.metadata = metadata;
        this.body = body;
    }
}
