// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.send;

import io.millrace.schemas.encode.EventFormat;

/** How the values of a pipeline's events are made. */
public interface ValueFormat {
    /** For one request, by one thread; null while it is not known. Answers at once. */
    EventFormat current();

    /** The bytes as they came. */
    static ValueFormat asTheyCame() {
        EventFormat same = item -> item;
        return () -> same;
    }
}
