/**
 * One Kafka Streams for each pipeline: begun, watched, switched, given up alone.
 */
package io.millrace.pipeline;
