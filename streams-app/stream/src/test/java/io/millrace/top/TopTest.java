// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.config.MillraceConfig;
import io.millrace.config.stages.Rollup;
import io.millrace.instance.TopKeys;
import io.millrace.instance.TopKeys.Row;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys come first, of one instance and of several. */
class TopTest {
    private static final long MINUTE = 60_000;

    private final Rollup rollup = MillraceConfig.of(Map.of(
                    "pipelines",
                    "p",
                    "pipelines.p.rollups",
                    "r",
                    "pipelines.p.rollups.r.by",
                    "k",
                    "pipelines.p.rollups.r.window.ms",
                    "60000",
                    "pipelines.p.rollups.r.measures",
                    "sum(n)"))
            .pipeline("p")
            .rollups()
            .all()
            .get(0);

    private TopQuery query(String text) {
        return TopQuery.parse(rollup, text);
    }

    private FakeWindows partition(int number) {
        return new FakeWindows(rollup, number);
    }

    /** The keys, and what they are sorted by. */
    private static List<String> keys(TopKeys top) {
        return top.keys().stream().map(row -> row.key().get("k")).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"n=0", "n=1001", "n=-1", "n=ten", "n=", "n=99999999999", "n"})
    void shouldRefuseNumbersOutOfRange(String text) {
        assertThatExceptionOfType(TopRefusedException.class)
                .isThrownBy(() -> query(text))
                .withMessage("n must be a number from 1 to 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"window=next", "window=1", "window=-60000", "window=", "window=60000000000000000000"})
    void shouldRefuseWhatIsNoWindow(String text) {
        assertThatExceptionOfType(TopRefusedException.class)
                .isThrownBy(() -> query(text))
                .withMessageStartingWith("window must be latest, previous or the start of one")
                .withMessageEndingWith("a multiple of 60000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"measure=sum(m)", "measure=max(n)", "measure=count%2Cbytes", "measure=", "measure=sum("})
    void shouldNameTheMeasuresThereAre(String text) {
        assertThatExceptionOfType(TopRefusedException.class)
                .isThrownBy(() -> query(text))
                .withMessage("The rollup r has no such measure; it has [count, bytes, sum(n)]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m=1", "=", "n=%zz"})
    void shouldRefuseWhatItDoesNotKnow(String text) {
        assertThatExceptionOfType(TopRefusedException.class).isThrownBy(() -> query(text));
    }

    @Test
    void shouldAskForTenOfTheLatestByCount() {
        for (String text : new String[] {null, ""}) {
            TopQuery query = query(text);

            assertThat(query.n()).isEqualTo(10);
            assertThat(query.isLatest()).isTrue();
            assertThat(query.isLocal()).isFalse();
            assertThat(query.ranking().measure()).isEqualTo("count");
        }
        assertThat(query("measure=sum(%20n%20)").ranking().measure()).isEqualTo("sum(n)");
    }

    @Test
    void shouldKeepTheBestWhateverTheirOrderIs() {
        FakeWindows partition = partition(0);
        for (int i = 0; i < 5_000; i++) {
            partition.with(0, "k" + i, (i * 7_919L) % 5_000 + 1, i);
        }

        TopKeys top = new LocalTop("p").of(List.of(partition), query("n=1000"));

        assertThat(top.keys()).hasSize(1_000).extracting(Row::count).startsWith(5_000L, 4_999L, 4_998L);
        assertThat(top.keys().get(999).count()).isEqualTo(4_001);
    }

    @ParameterizedTest
    @CsvSource({"count, b, c, a", "bytes, b, c, a", "sum(n), a, c, b"})
    void shouldSortByTheMeasure(String measure, String first, String second, String third) {
        FakeWindows partition =
                partition(0).with(0, "a", 1, 9).with(0, "b", 3, 5).with(0, "c", 2, 7);

        TopKeys top = new LocalTop("p").of(List.of(partition), query("measure=" + measure));

        assertThat(keys(top)).containsExactly(first, second, third);
        assertThat(top.keys().stream().filter(row -> row.key().get("k").equals("b")))
                .containsExactly(new Row(Map.of("k", "b"), 3, 30, Map.of("sum(n)", new TopKeys.Value(5L, 3, true))));
    }

    @Test
    void shouldTellTheLatestWindowFromThePreviousOne() {
        List<PartitionWindows> partitions = List.of(
                partition(0).with(MINUTE, "old", 5, 0).closedTo(2 * MINUTE),
                partition(1).with(2 * MINUTE, "new", 1, 0).closedTo(2 * MINUTE));

        TopKeys latest = new LocalTop("p").of(partitions, query("window=latest"));
        TopKeys previous = new LocalTop("p").of(partitions, query("window=previous"));

        assertThat(keys(latest)).containsExactly("new");
        assertThat(latest.windowStart()).isEqualTo(2 * MINUTE);
        assertThat(latest.windowEnd()).isEqualTo(3 * MINUTE);
        assertThat(latest.isFinal()).isFalse();
        assertThat(keys(previous)).containsExactly("old");
        assertThat(previous.isFinal()).isTrue();
        assertThat(keys(new LocalTop("p").of(partitions, query("window=60000"))))
                .containsExactly("old");
    }

    @Test
    void shouldAnswerWithoutAWindow() {
        TopKeys top = new LocalTop("p").of(List.of(partition(0)), query(""));

        assertThat(top.windowStart()).isNull();
        assertThat(top.keys()).isEmpty();
        assertThat(top.isFinal()).isFalse();
    }

    /** Instances, each of one partition; those that are null do not answer. */
    private TopKeys whole(String query, FakeWindows own, FakeWindows... others) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < others.length; i++) {
            names.add("host:" + i);
        }
        RollupWindows windows = new RollupWindows() {
            @Override
            public List<PartitionWindows> local(Rollup asked) {
                return List.of(own);
            }

            @Override
            public Set<String> others(Rollup asked) {
                return names;
            }

            @Override
            public int partitions() {
                return 1 + others.length;
            }
        };
        Peers peers = (address, pipeline, asked) -> {
            FakeWindows other = others[Integer.parseInt(address.substring("host:".length()))];
            return other == null
                    ? CompletableFuture.failedFuture(new IllegalStateException("It is gone"))
                    : CompletableFuture.completedFuture(new LocalTop(pipeline).of(List.of(other), asked));
        };
        return new WholeTop("p", windows, peers).of(query(query));
    }

    @Test
    void shouldMergeWhatAllInstancesHave() {
        TopKeys top = whole(
                "n=3",
                partition(0).with(0, "a", 4, 0).with(0, "b", 1, 0),
                partition(1).with(0, "c", 3, 0).with(0, "d", 2, 0));

        assertThat(keys(top)).containsExactly("a", "c", "d");
        assertThat(top.isComplete()).isTrue();
        assertThat(top.partitions()).containsExactly(0, 1);
    }

    @Test
    void shouldAgreeOnTheLatestWindowOfAll() {
        FakeWindows behind = partition(0).with(0, "a", 4, 0);
        FakeWindows ahead = partition(1).with(0, "b", 5, 0).with(MINUTE, "c", 1, 0);

        assertThat(keys(whole("", behind, ahead))).containsExactly("c");
        assertThat(keys(whole("", ahead, behind, partition(2)))).containsExactly("c");
        assertThat(keys(whole("window=previous", behind, ahead))).containsExactly("b", "a");
        assertThat(keys(whole("window=0", behind, ahead))).containsExactly("b", "a");
    }

    @Test
    void shouldRefuseWhatIsBeforeTheFirstWindow() {
        assertThatExceptionOfType(TopRefusedException.class)
                .isThrownBy(() -> whole("window=previous", partition(0).with(0, "a", 4, 0)))
                .withMessage("The latest window is the first one, which has no previous one");
    }

    @Test
    void shouldSayWhoDidNotAnswer() {
        TopKeys top = whole("", partition(0).with(0, "a", 4, 0).closedTo(MINUTE), (FakeWindows) null);

        assertThat(keys(top)).containsExactly("a");
        assertThat(top.isComplete()).isFalse();
        assertThat(top.isFinal()).isFalse();
        assertThat(top.missing()).containsExactly("host:0");
        assertThat(top.missingPartitions()).containsExactly(1);
    }

    @Test
    void shouldTakeAKeyOnceThatIsJustMoving() {
        TopKeys top = whole("", partition(0).with(0, "a", 4, 0), partition(0).with(0, "a", 3, 0));

        assertThat(top.keys()).extracting(Row::count).containsExactly(4L);
        assertThat(top.missingPartitions()).containsExactly(1);
    }

    @Test
    void shouldSortEqualOnesByTheirKeysAndNullIsAKey() {
        TopKeys top = whole(
                "",
                partition(0).with(0, "b", 1, 0).with(0, null, 1, 0),
                partition(1).with(0, "a", 1, 0));

        assertThat(keys(top)).containsExactly("a", "b", null);
    }
}
