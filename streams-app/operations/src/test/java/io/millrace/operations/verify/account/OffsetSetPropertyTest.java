// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OffsetSetPropertyTest {
    @Property
    void shouldBehaveAsSetsOfNumbersDo(@ForAll("offsets") Set<Long> some, @ForAll("offsets") Set<Long> others) {
        OffsetSet a = of(some);
        OffsetSet b = of(others);

        assertHolds(a.minus(b), without(some, others));
        assertHolds(a.plus(b), union(some, others));
        assertHolds(a.and(b), without(some, without(some, others)));
        assertHolds(a, some);
    }

    @Property
    void shouldCountBelowAnyBound(@ForAll("offsets") Set<Long> some, @ForAll("offset") long end) {
        long below = some.stream().filter(offset -> offset < end).count();

        assertThat(of(some).sizeBelow(end)).isEqualTo(below);
    }

    @Property
    void shouldListItsRangesAndTakeThemAgain(@ForAll("offsets") Set<Long> some, @ForAll("offset") long end) {
        OffsetSet again = new OffsetSet();

        of(some).ranges().forEach(again::addAll);

        assertHolds(again, some);
        assertThat(of(some).ranges().stream().mapToLong(OffsetRange::size).sum())
                .isEqualTo(some.size());
        assertThat(again.ranges()).isEqualTo(of(some).ranges()).doesNotHaveDuplicates();
        Set<Long> smaller = new TreeSet<>(some);
        smaller.removeIf(offset -> offset >= end);
        assertHolds(of(some).below(end), smaller);
        assertThat(of(some).sizeIn(new OffsetRange(end, Long.MAX_VALUE - 1))).isEqualTo(some.size() - smaller.size());
    }

    private static void assertHolds(OffsetSet actual, Set<Long> expected) {
        assertThat(actual.size()).isEqualTo(expected.size());
        assertThat(actual.isEmpty()).isEqualTo(expected.isEmpty());
        expected.forEach(offset -> assertThat(actual.add(offset)).isFalse());
        if (!expected.isEmpty()) {
            assertThat(actual.first()).isEqualTo(new TreeSet<>(expected).first());
            assertThat(actual.last()).isEqualTo(new TreeSet<>(expected).last());
        }
    }

    private static OffsetSet of(Set<Long> offsets) {
        OffsetSet set = new OffsetSet();
        offsets.forEach(set::add);
        return set;
    }

    private static Set<Long> without(Set<Long> some, Set<Long> others) {
        Set<Long> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private static Set<Long> union(Set<Long> some, Set<Long> others) {
        Set<Long> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    @Provide
    Arbitrary<Set<Long>> offsets() {
        return offset().set().ofMaxSize(60);
    }

    /** Close together, around the ends of pages, and far beyond what an int holds. */
    @Provide
    Arbitrary<Long> offset() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 40),
                Arbitraries.longs().between(65_526, 65_546),
                Arbitraries.longs().between(10_000_000_000L, 10_000_000_020L));
    }
}
