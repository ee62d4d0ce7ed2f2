/**
 * What operators do around the stream: feed events, create topics, and check that nothing was lost. Arithmetic and
 * conversion know neither Kafka's clients nor S3's; the classes that read and write hold no rules. Nothing of the stream
 * may depend on this package.
 */
package io.millrace.ops;
