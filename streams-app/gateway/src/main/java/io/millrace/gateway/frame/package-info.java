// SPDX-License-Identifier: Apache-2.0
/**
 * Where one event of a body ends and the next begins, found without building anything of what is inside: judging single events is the
 * stream's work. Knows neither HTTP nor Kafka.
 */
package io.millrace.gateway.frame;
