// SPDX-License-Identifier: Apache-2.0
/**
 * Mappings of indices: what the Avro schema of events makes of them, and whether an index has them.
 */
package io.millrace.opensearch.mapping;
