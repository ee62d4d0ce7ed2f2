// SPDX-License-Identifier: Apache-2.0
/**
 * Delivery to OpenSearch and PostgreSQL: a sink's task, fed from memory, beside loaders that only send what is ready. Both are
 * measured by what the server has taken, since most of the work is the server's.
 */
package io.millrace.bench.sinks;
