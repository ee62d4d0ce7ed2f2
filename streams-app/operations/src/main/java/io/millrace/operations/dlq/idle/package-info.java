// SPDX-License-Identifier: Apache-2.0
/** Whether a pipeline and its sinks have anything to do, and what came of a single dead letter that was sent back meanwhile. */
package io.millrace.operations.dlq.idle;
