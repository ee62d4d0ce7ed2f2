/**
 * Payloads of a batch as a destination takes them: schemas by id, and Avro as JSON.
 */
package io.millrace.sink.payload;
