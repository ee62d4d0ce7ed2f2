// SPDX-License-Identifier: Apache-2.0
/**
 * The stage that brings the events of a group together, where a pipeline groups them: it finds the group of each, and sends many of them as one
 * record, a {@link io.millrace.group.Bundle}, to the partition of the repartition topic that their groups belong to.
 *
 * <p>Before it: {@code route}. After it, behind that topic: {@code batch}.
 */
package io.millrace.group;
