// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import io.millrace.operations.verify.topics.VerificationException;
import java.util.function.Consumer;

/** Where the sink puts objects; reads only. Throws {@link VerificationException} when it cannot be read. */
public interface ObjectStore extends AutoCloseable {
    /** Every key that starts with {@code folder}. */
    void keys(String folder, Consumer<String> reader);

    /** The user metadata, and the bytes if {@code whole}; null when there is no such object any more. */
    StoredObject get(String key, boolean whole);

    @Override
    void close();
}
