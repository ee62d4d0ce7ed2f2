// SPDX-License-Identifier: Apache-2.0
/**
 * What cannot be processed becomes a dead letter here: an ordinary output of the stage that refused it, committed
 * together with the offset of the event. Before it: {@code decode} and {@code batch}; after it: the dead-letter topic.
 */
package io.millrace.dlq;
