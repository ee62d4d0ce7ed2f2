// SPDX-License-Identifier: Apache-2.0
/**
 * Where runs are measured: the brokers of a round, processes of subjects, their processor time.
 */
package io.millrace.bench.bed;
