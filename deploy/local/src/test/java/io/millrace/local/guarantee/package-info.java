/**
 * The promises, proven on real servers with processes killed at bad moments. {@link io.millrace.local.guarantee.Sent} is
 * what producers were told is in Kafka, {@link io.millrace.local.guarantee.Received} what lies in batches; the guarantees
 * compare the two.
 */
package io.millrace.local.guarantee;
