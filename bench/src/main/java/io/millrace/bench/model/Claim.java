// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.model;

/**
 * A ratio of two figures, of the same round, and the bound it must keep.
 *
 * @param of mean of the rounds; with {@link Side#NEVER_MORE} the most of them
 * @param over null when the figure is held against the bound as it is
 * @param bound what must be reached, at least or at most
 * @param aim what one hopes for beyond that; NaN for nothing
 * @param missedFor null, or the reason for which it is known that the bound is missed
 */
public record Claim(String says, Term of, Term over, Side side, double bound, double aim, String missedFor) {
    /** On which side of the bound it is well. */
    public enum Side {
        AT_LEAST,
        AT_MOST,
        /** At most, in each round: of what must not happen, a median would hide what happened once. */
        NEVER_MORE
    }

    public static Claim atLeast(double bound, String says, Term of, Term over) {
        return new Claim(says, of, over, Side.AT_LEAST, bound, Double.NaN, null);
    }

    public static Claim atMost(double bound, String says, Term of, Term over) {
        return new Claim(says, of, over, Side.AT_MOST, bound, Double.NaN, null);
    }

    public static Claim neverMore(double bound, String says, Term of) {
        return new Claim(says, of, null, Side.NEVER_MORE, bound, Double.NaN, null);
    }

    public Claim aimingAt(double better) {
        return new Claim(says, of, over, side, bound, better, missedFor);
    }

    /** For a bound that stays, though it is known to be missed: the command does not fail for it. */
    public Claim knownAsMissed(String reason) {
        return new Claim(says, of, over, side, bound, aim, reason);
    }

    public boolean isKnownAsMissed() {
        return missedFor != null;
    }

    public boolean isKept(double ratio) {
        return side == Side.AT_LEAST ? ratio >= bound : ratio <= bound;
    }
}
