// SPDX-License-Identifier: Apache-2.0
/**
 * One class for each subject, each with checks of its own; none asks the cluster, all read an {@code Examination}.
 */
package io.millrace.operations.doctor.checks;
