// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operations.doctor.Diagnosis;
import io.millrace.operations.doctor.checks.Finding;
import io.millrace.operations.doctor.checks.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisViewTest {
    @Test
    void shouldSayHowManyChecksFoundNothing() {
        Diagnosis diagnosis = new Diagnosis(List.of(
                new Diagnosis.Looked("a", List.of(), null),
                new Diagnosis.Looked("b", List.of(), "there is none"),
                new Diagnosis.Looked("c", List.of(), null)));

        assertThat(DiagnosisView.text(diagnosis, false)).isEqualTo("2 checks found nothing wrong.");
        assertThat(DiagnosisView.text(diagnosis, true))
                .contains("sound           a", "not checked     b: there is none");
        assertThat(DiagnosisView.json(diagnosis).at("/notLookedAt/b").asText()).isEqualTo("there is none");
    }

    @Test
    void shouldCountFaultsAndAdvice() {
        Diagnosis diagnosis = new Diagnosis(List.of(new Diagnosis.Looked(
                "a",
                List.of(
                        new Finding("a", Severity.FAULT, "x", "is wrong"),
                        new Finding("a", Severity.ADVICE, "y", "might be better"),
                        new Finding("a", Severity.ADVICE, "z", "might be better")),
                null)));

        assertThat(DiagnosisView.text(diagnosis, false))
                .endsWith("1 fault, 2 advisories; 0 checks found nothing wrong.");
    }
}
