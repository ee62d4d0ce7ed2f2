// SPDX-License-Identifier: Apache-2.0
/**
 * Which keys hold secrets, and which name code to run: neither is shown or taken from everywhere.
 */
package io.millrace.config.secrets;
