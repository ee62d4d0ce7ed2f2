// SPDX-License-Identifier: Apache-2.0
/**
 * Transactions that a broker's crash left open for ever: found, and ended as they should have been. A broker that restarts in a commit can
 * take a partition for deleted, and end the transaction without it (KAFKA-20734, Kafka 4.3). Kafka's own tools can only abort it there,
 * which throws away what was committed; so this writes the missing marker, with classes of Kafka's that are public but no API.
 */
package io.millrace.operations.transactions;
