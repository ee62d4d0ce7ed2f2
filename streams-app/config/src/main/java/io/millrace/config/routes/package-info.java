// SPDX-License-Identifier: Apache-2.0
/**
 * The rules that say where an event goes, as text and as values. Knows no event: the stage {@code route} of the stream applies them.
 * Depends on nothing of ours.
 */
package io.millrace.config.routes;
