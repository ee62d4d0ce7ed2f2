// SPDX-License-Identifier: Apache-2.0
/**
 * {@code millrace topics}.
 */
package io.millrace.cli.topics;
