// SPDX-License-Identifier: Apache-2.0
/**
 * Payloads of a batch as a destination takes them: schemas by id, and Avro as JSON.
 */
package io.millrace.sink.payload;
