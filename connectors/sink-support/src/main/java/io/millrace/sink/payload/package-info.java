// SPDX-License-Identifier: Apache-2.0
/**
 * Payloads of a batch as a destination takes them: schemas by id, and events as lines of JSON.
 */
package io.millrace.sink.payload;
