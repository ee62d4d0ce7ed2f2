// SPDX-License-Identifier: Apache-2.0
/**
 * Can this cluster keep the profile's promise? First all that can be known is asked for, which is an {@link
 * io.millrace.operations.doctor.checks.Examination}; then checks look at that and at nothing else.
 */
package io.millrace.operations.doctor;
