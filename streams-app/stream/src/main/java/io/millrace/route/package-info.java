// SPDX-License-Identifier: Apache-2.0
/**
 * Where an event goes that is valid: into a batch, to a topic of its own, or to the dead letters. Before it: {@code decode}; after it:
 * {@code batch}, and the topics that rules name.
 */
package io.millrace.route;
