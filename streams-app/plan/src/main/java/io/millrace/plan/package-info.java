// SPDX-License-Identifier: Apache-2.0
/**
 * What a load takes, before anything runs. {@link io.millrace.plan.Planner} is the map: how batches close is rehearsed, what events
 * cost is measured, the rest is arithmetic. No process but the command line knows this room.
 */
package io.millrace.plan;
