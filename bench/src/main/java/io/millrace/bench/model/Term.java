// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.model;

/** One figure of one run. */
public record Term(String run, Figure figure) {}
