// SPDX-License-Identifier: Apache-2.0
/**
 * Two processes that take turns on one broker, a slice each: what claims about processor time rest on. The entrants come
 * from the packages of the scenarios.
 */
package io.millrace.bench.pairs;
