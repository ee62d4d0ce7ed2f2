// SPDX-License-Identifier: Apache-2.0
package io.millrace.profile;

/**
 * One line of a profile.
 *
 * @param reason why it has this value; empty when nobody wrote it down
 */
public record Setting(String key, String value, String reason) {}
