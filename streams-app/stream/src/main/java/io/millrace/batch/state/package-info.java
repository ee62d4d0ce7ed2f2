// SPDX-License-Identifier: Apache-2.0
/**
 * What the state topic holds of open batches, and what of it counts. A drain writes the chunks that are new and a checkpoint with a
 * digest of all of them; a start believes the newest checkpoint that fits what is there, and nothing else.
 */
package io.millrace.batch.state;
