// SPDX-License-Identifier: Apache-2.0
/**
 * What is dropped on purpose is accounted for here: an ordinary output of the stage that dropped it, committed together with the offset of
 * the event. Before it: {@code route}; after it: the topic {@code <p>.dropped}.
 */
package io.millrace.dropped;
