/** What a reader sees of the results: the table, the JSON, the plots. */
package io.millrace.bench.report;
