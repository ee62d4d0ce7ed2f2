// SPDX-License-Identifier: Apache-2.0
/**
 * Can this cluster keep the profile's promise? First all facts are gathered into an {@link
 * io.millrace.operations.doctor.checks.Examination}; then checks look at that and nothing else.
 */
package io.millrace.operations.doctor;
