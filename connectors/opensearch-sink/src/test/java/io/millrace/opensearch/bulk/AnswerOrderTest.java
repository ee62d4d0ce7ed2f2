// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerOrderTest {
    private static int[] documents(List<String> sent, List<String> answered) {
        return AnswerOrder.documents(sent.size(), sent::get, answered::get);
    }

    @ParameterizedTest
    @CsvSource({
        "a b c, a b c, 0 1 2, in order",
        "a b c, a c b, 0 2 1, by id",
        "a b c, x c b, 0 2 1, the first has another id since",
        "a b c, x y z, 0 1 2, no id is known",
        "a b c, b x c, 1 0 2, whose place is taken has the one that is left",
        "k k m, m k k, 2 1 0, documents of one id",
        "k k m, k k m, 0 1 2, documents of one id in order",
        "a b k k, k a k b, 3 0 2 1, the first of one id in place",
    })
    void shouldGoByIdsAndElseByPlaces(String sent, String answered, String documents, String why) {
        assertThat(documents(List.of(sent.split(" ")), List.of(answered.split(" "))))
                .as(why)
                .containsExactly(Stream.of(documents.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    @Property
    void shouldFindEachDocumentWhateverTheOrder(@ForAll @IntRange(max = 50) int count, @ForAll Random random) {
        List<String> sent = new ArrayList<>(
                IntStream.range(0, count).mapToObj(Integer::toString).toList());
        List<String> answered = new ArrayList<>(sent);
        Collections.shuffle(answered, random);

        assertThat(documents(sent, answered))
                .containsExactly(answered.stream().mapToInt(Integer::parseInt).toArray());
    }

    @Property
    void shouldGiveEachDocumentOneAnswerWhateverIdsThereAre(
            @ForAll List<@IntRange(max = 9) Integer> sent, @ForAll Random random) {
        List<String> ids = sent.stream().map(Object::toString).toList();
        List<String> answered =
                sent.stream().map(id -> Integer.toString(random.nextInt(12))).toList();

        assertThat(documents(ids, answered))
                .containsExactlyInAnyOrder(IntStream.range(0, sent.size()).toArray());
    }
}
