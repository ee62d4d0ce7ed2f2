// SPDX-License-Identifier: Apache-2.0
/**
 * What is measured and claimed: scenarios of runs, their figures, and claims about these.
 */
package io.millrace.bench.model;
