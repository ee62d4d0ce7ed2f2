// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import io.millrace.schemas.EventCursor;

/** What one event leaves on its line. */
interface JsonLine {
    void write(EventCursor event) throws Exception;
}
