// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BooksTest {
    private final EventBooks books = new EventBooks();

    @Test
    void shouldMissOnlyWhatWasAcknowledged() {
        // Given
        books.acknowledged(0);
        books.acknowledged(1);
        books.acknowledged(2);
        books.refuse();
        books.acknowledged(9);

        // When
        books.batched(1);
        books.batched(3);
        books.deadLettered(2);

        // Then
        assertThat(books.lostBefore(9)).isEqualTo(1);
        assertThat(books.lostBefore(10)).isEqualTo(2);
        assertThat(books.acknowledgedBefore(9)).isEqualTo(3);
        assertThat(books.refused()).isEqualTo(1);
        assertThat(books.deadLettered()).isEqualTo(1);
        assertThat(books.duplicated()).isZero();
        assertThat(books.batchedBetween(1, 4)).isEqualTo(2);
    }

    @Test
    void shouldCountEveryTimeThatAnEventComesAgain() {
        // When
        books.batched(7);
        books.batched(7);
        books.batched(7);
        books.batched(8);

        // Then
        assertThat(books.duplicated()).isEqualTo(2);
    }
}
