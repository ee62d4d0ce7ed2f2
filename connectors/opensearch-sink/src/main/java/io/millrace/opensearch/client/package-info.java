// SPDX-License-Identifier: Apache-2.0
/**
 * HTTP to a cluster of OpenSearch or Elasticsearch: which node is asked, with what credentials, over which TLS. Knows nothing of
 * batches.
 */
package io.millrace.opensearch.client;
