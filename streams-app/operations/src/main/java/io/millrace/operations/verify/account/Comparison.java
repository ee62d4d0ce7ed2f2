// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

/** The result of comparing an object with its batch. */
public sealed interface Comparison {
    Comparison SAME = new Same();

    record Same() implements Comparison {}

    /** It is another one; {@code how} is the end of a sentence about the object's key. */
    record Different(String how) implements Comparison {}

    /** Something was in the way; {@code why} is the end of a sentence about the object's key. */
    record NotMade(String why) implements Comparison {}

    /** {@code fault} is null when there is none. */
    static Comparison of(String fault) {
        return fault == null ? SAME : new Different(fault);
    }
}
