/**
 * What every sink shares: the delivery loop between a Connect task and a {@link io.millrace.sink.Destination}, the three
 * kinds of failure, dead letters, and payloads as JSON. Before it comes Kafka Connect, behind it the outside system that
 * a sink module knows. It depends on the wire contract only.
 */
package io.millrace.sink;
