// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.model;

/**
 * A ratio of two figures and the bound it must keep.
 *
 * @param of median of the rounds; with {@link Side#NEVER_MORE} the most of them
 * @param over null when the figure is held against the bound as it is
 * @param bound what must be reached, at least or at most
 * @param aim what one hopes for beyond that; NaN for nothing
 */
public record Claim(String says, Term of, Term over, Side side, double bound, double aim) {
    /** On which side of the bound it is well. */
    public enum Side {
        AT_LEAST,
        AT_MOST,
        /** At most, in each round: of what must not happen, a median would hide what happened once. */
        NEVER_MORE
    }

    public static Claim atLeast(double bound, String says, Term of, Term over) {
        return new Claim(says, of, over, Side.AT_LEAST, bound, Double.NaN);
    }

    public static Claim atMost(double bound, String says, Term of, Term over) {
        return new Claim(says, of, over, Side.AT_MOST, bound, Double.NaN);
    }

    public static Claim neverMore(double bound, String says, Term of) {
        return new Claim(says, of, null, Side.NEVER_MORE, bound, Double.NaN);
    }

    public Claim aimingAt(double better) {
        return new Claim(says, of, over, side, bound, better);
    }

    public boolean isKept(double ratio) {
        return side == Side.AT_LEAST ? ratio >= bound : ratio <= bound;
    }
}
