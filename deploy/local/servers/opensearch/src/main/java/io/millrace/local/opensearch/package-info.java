// SPDX-License-Identifier: Apache-2.0
/**
 * One OpenSearch node as a program of its own; knows nothing of Millrace.
 */
package io.millrace.local.opensearch;
