// SPDX-License-Identifier: Apache-2.0
/**
 * The batch stage as it is shipped, for one partition, over virtual time: what {@link io.millrace.plan} knows of how batches
 * close. No rule is written a second time here.
 */
package io.millrace.plan.rehearsal;
