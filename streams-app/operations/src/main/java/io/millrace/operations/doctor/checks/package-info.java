// SPDX-License-Identifier: Apache-2.0
/** One class per subject, each with its own checks; none asks the cluster, all read an {@code Examination}. */
package io.millrace.operations.doctor.checks;
