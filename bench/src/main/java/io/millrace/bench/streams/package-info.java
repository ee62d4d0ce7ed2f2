// SPDX-License-Identifier: Apache-2.0
/** Kafka Streams as subjects: Millrace itself, and what people write by hand. */
package io.millrace.bench.streams;
