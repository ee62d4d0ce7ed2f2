// SPDX-License-Identifier: Apache-2.0
/**
 * What is there: asked of brokers, Connect, registry and stream processes, and judged elsewhere.
 */
package io.millrace.operations.doctor.facts;
