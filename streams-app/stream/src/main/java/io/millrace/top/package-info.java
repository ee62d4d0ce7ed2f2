// SPDX-License-Identifier: Apache-2.0
/**
 * Which keys of an open window come first: {@link TopEndpoint} answers for the whole application, from the stores of this instance and the answers
 * of the others, which Kafka Streams names. Each key is in one partition, so answers are merged by sorting. Above it: {@code pipeline},
 * which opens the stores, and {@code app}, which opens the port; before it: {@code rollup}, which knows what is in the stores.
 */
package io.millrace.top;
