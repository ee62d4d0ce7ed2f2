// SPDX-License-Identifier: Apache-2.0
/** Which keys hold secrets, and which name code to run: the former are never shown, the latter not accepted from everywhere. */
package io.millrace.config.secrets;
