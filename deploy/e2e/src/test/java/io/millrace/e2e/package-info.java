// SPDX-License-Identifier: Apache-2.0
/**
 * The promises, proven on real servers with processes killed at bad moments. {@link io.millrace.e2e.kit.Sent} is
 * what producers were told is in Kafka, {@link io.millrace.e2e.kit.Received} what lies in batches; the guarantees
 * compare the two.
 */
package io.millrace.e2e;
