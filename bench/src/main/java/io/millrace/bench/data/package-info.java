// SPDX-License-Identifier: Apache-2.0
/** The events of all runs: made once, the same bytes in the same order for everybody. */
package io.millrace.bench.data;
