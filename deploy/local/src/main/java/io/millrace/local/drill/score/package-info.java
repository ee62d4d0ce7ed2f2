// SPDX-License-Identifier: Apache-2.0
/**
 * What drills were like: {@link io.millrace.local.drill.score.Outcome} is one run, {@link io.millrace.local.drill.score.History} keeps those of
 * before, and {@link io.millrace.local.drill.score.Scorecard} makes the tables. It knows drills by their names alone.
 */
package io.millrace.local.drill.score;
