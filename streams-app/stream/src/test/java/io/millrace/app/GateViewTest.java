// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.gate.GateVerdict;
import io.millrace.pipeline.gate.GateVerdict.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateViewTest {
    private static final Map<String, GateVerdict> VERDICTS = new LinkedHashMap<>();

    static {
        VERDICTS.put("clicks", new GateVerdict(Kind.COMPATIBLE, List.of(), ""));
        VERDICTS.put("logs", new GateVerdict(Kind.INCOMPATIBLE, List.of("a was 1 and is now 2"), "Reset it"));
    }

    @Test
    void shouldSayOnALineWhatIsWrongAndWhatToDo() {
        assertThat(GateView.text(VERDICTS).lines())
                .containsExactly("clicks: compatible", "logs: incompatible: a was 1 and is now 2. Reset it");
    }

    @Test
    void shouldTellProgramsTheSame() {
        assertThat(GateView.json(VERDICTS).replaceAll("\\s+", ""))
                .isEqualTo(
                        "{\"pipelines\":[{\"pipeline\":\"clicks\",\"topology\":\"compatible\",\"differences\":[],\"remedy\":null},"
                                + "{\"pipeline\":\"logs\",\"topology\":\"incompatible\",\"differences\":[\"awas1andisnow2\"],\"remedy\":\"Resetit\"}]}");
    }
}
