// SPDX-License-Identifier: Apache-2.0
/**
 * Drills: a fault in a stack that lives and dies with the command, the page that it has to bring within the bound that its alert declares, the
 * commands of that alert's runbook, and {@code verify}. {@link io.millrace.local.drill.Drills} is the list, {@link
 * io.millrace.local.drill.Rehearsal} runs one, {@link io.millrace.local.drill.DrillCommand} is the entry point; {@code score} has what they were
 * like.
 */
package io.millrace.local.drill;
