// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

/** Where on the dead-letter topic a dead letter of a sink is, and after how many attempts it came. */
public record SinkLetter(int partition, long offset, int attempts) {}
