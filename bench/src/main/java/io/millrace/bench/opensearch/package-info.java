// SPDX-License-Identifier: Apache-2.0
/** Delivery to OpenSearch, on one node, beside a loader that sends bulks that are ready. */
package io.millrace.bench.opensearch;
