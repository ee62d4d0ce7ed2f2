// SPDX-License-Identifier: Apache-2.0
/**
 * Bodies of {@code _bulk} requests, made of encoded events, and what the answers say about each document. Knows nothing of HTTP.
 */
package io.millrace.opensearch.bulk;
