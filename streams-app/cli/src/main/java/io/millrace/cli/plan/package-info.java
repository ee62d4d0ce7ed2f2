// SPDX-License-Identifier: Apache-2.0
/**
 * {@code millrace plan}.
 */
package io.millrace.cli.plan;
