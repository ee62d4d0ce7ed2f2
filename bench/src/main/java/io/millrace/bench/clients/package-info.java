// SPDX-License-Identifier: Apache-2.0
/** Kafka's plain clients as subjects: what the machine can do without any framework. */
package io.millrace.bench.clients;
