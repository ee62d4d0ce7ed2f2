// SPDX-License-Identifier: Apache-2.0
/** The facts: gathered from brokers, Connect, registry and stream processes, and judged elsewhere. */
package io.millrace.operations.doctor.facts;
