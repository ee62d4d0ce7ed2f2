// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.DeadLetterReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    @ParameterizedTest
    @CsvSource({
        "200, '', '', INDEX, TAKEN",
        "201, '', '', CREATE, TAKEN",
        "409, version_conflict_engine_exception, '', CREATE, TAKEN",
        "409, version_conflict_engine_exception, '', EXTERNAL_VERSION, TAKEN",
        "409, version_conflict_engine_exception, '', INDEX, LATER",
        "409, other_exception, '', CREATE, LATER",
        "429, rejected_execution_exception, '', INDEX, LATER",
        "429, es_rejected_execution_exception, '', INDEX, LATER",
        "429, cluster_block_exception, disk usage exceeded, INDEX, LATER",
        "403, cluster_block_exception, index write (api), INDEX, LATER",
        "400, index_closed_exception, closed, INDEX, LATER",
        "400, validation_exception, maximum shards open, INDEX, LATER",
        "503, unavailable_shards_exception, '', INDEX, LATER",
        "500, exception, '', INDEX, LATER",
        "500, illegal_state_exception, java.lang.IllegalArgumentException: x, INDEX, LATER",
        "500, fail_processor_exception, no, INDEX, REJECTED",
        "500, ingest_processor_exception, no, INDEX, REJECTED",
        "500, exception, java.lang.IllegalArgumentException: field [a] not present, INDEX, REJECTED",
        "408, '', '', INDEX, LATER",
        "400, mapper_parsing_exception, failed to parse, INDEX, REJECTED",
        "400, document_parsing_exception, '', INDEX, REJECTED",
        "400, strict_dynamic_mapping_exception, '', INDEX, REJECTED",
        "400, illegal_argument_exception, Limit of total fields [3] has been exceeded, INDEX, REJECTED",
        "413, '', '', INDEX, REJECTED",
        "422, '', '', INDEX, REJECTED",
        "400, illegal_argument_exception, only write ops with an op_type of create are allowed in data streams, INDEX, FATAL",
        "400, illegal_argument_exception, pipeline with id [p] does not exist, INDEX, FATAL",
        "400, illegal_argument_exception, no write index is defined for alias [a], INDEX, FATAL",
        "400, invalid_index_name_exception, '', INDEX, FATAL",
        "401, security_exception, '', INDEX, FATAL",
        "403, security_exception, '', INDEX, FATAL",
        "404, index_not_found_exception, '', INDEX, FATAL",
    })
    void shouldJudgeEachAnswer(int status, String type, String reason, WriteMode mode, Verdict verdict) {
        assertThat(Verdict.of(status, type, reason, mode)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "failed to parse field [a.b] of type [long] in document with id 2. Preview of the value: S,"
                + "the field a.b does not fit the mapping's type long",
        "failed to parse field [S ü] of type [long] in document with id 2. Preview of the value: S, ''",
        "'mapping set to strict, dynamic introduction of [b] within [_doc] is not allowed', the mapping is strict and has no field b",
        "Limit of total fields [3] has been exceeded, it has fields beyond the index's limit",
        "object mapping for [S] tried to parse field [S] as object, ''",
    })
    void shouldSayWhyInWordsWithoutPayload(String reason, String detail) {
        assertThat(Rejection.of(400, "t", reason))
                .hasMessage("The document is refused with 400 t" + (detail.isEmpty() ? "" : ": " + detail))
                .hasMessageNotContaining("S");
    }

    @Test
    void shouldGiveTheReasonOfASink() {
        assertThat(Rejection.of(413, "", "").reason()).isEqualTo(DeadLetterReason.SINK_REJECTED);
    }
}
