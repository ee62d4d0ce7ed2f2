// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

/**
 * Something that is not as it should be.
 *
 * @param check by its name
 * @param subject the topic, connector, instance or setting that it is about
 * @param says what was found, what is needed, and the command or key that fixes it, in one sentence
 */
public record Finding(String check, Severity severity, String subject, String says) {}
