// SPDX-License-Identifier: Apache-2.0
/**
 * The process under test and what it measures of itself. It depends on the JDK alone, so that every peer runs on its own
 * class path.
 */
package io.millrace.bench.subject;
