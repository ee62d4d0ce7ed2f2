// SPDX-License-Identifier: Apache-2.0
/**
 * {@code millrace profiles}.
 */
package io.millrace.cli.profiles;
