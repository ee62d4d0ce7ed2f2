// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.payload;

import io.millrace.schemas.EventCursor;

/** What one event leaves on its line: no line break. */
public interface JsonLine {
    void write(EventCursor event) throws Exception;
}
