// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import io.millrace.schemas.EventBatch;

/** How a batch becomes the bytes of an object. Thread-safe. */
public interface ObjectFormat {
    /** As it stands in the object's metadata. */
    String name();

    /** Behind the batch id in the object's key, with its dot. */
    String suffix();

    String contentType();

    /** The object's bytes: of the same batch always the same. */
    ObjectBytes encode(EventBatch batch) throws Exception;
}
