// SPDX-License-Identifier: Apache-2.0
/** What a reader sees of the results: the table, the JSON, the plots. */
package io.millrace.bench.report;
