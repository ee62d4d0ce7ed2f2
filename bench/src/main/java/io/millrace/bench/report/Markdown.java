// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Scenario;
import java.util.List;
import java.util.Optional;

/**
 * The tables as a file to read in a browser.
 *
 * @param plots their folder, beside the file, if there are any
 */
record Markdown(Report report, Optional<String> plots) {
    String text() {
        StringBuilder text = new StringBuilder("# Results\n\nWritten by `./millrace bench`; do not edit. ");
        text.append(report.conditions().text()).append(".\n");
        List<ClaimVerdict> verdicts = report.verdicts(report.scenarios());
        if (!verdicts.isEmpty()) {
            section(text, "Claims", Tables.ON_CLAIMS);
            text.append(Tables.claims(verdicts).markdown()).append('\n');
        }
        verdicts.stream()
                .map(ClaimVerdict::claim)
                .filter(Claim::isKnownAsMissed)
                .forEach(
                        claim -> text.append("\nKnown as missed: %s. %s\n".formatted(claim.says(), claim.missedFor())));
        images(text, Plots.CLAIMS);
        for (Scenario scenario : report.scenarios()) {
            section(text, scenario.name(), scenario.question());
            text.append(Tables.runs(scenario, report.results()).markdown()).append('\n');
            images(text, scenario.name());
        }
        report.results()
                .failures()
                .forEach((run, failures) -> text.append("\nFailed in %d of %d rounds: `%s`\n"
                        .formatted(failures.size(), report.conditions().rounds(), run)));
        return text.toString();
    }

    private static void section(StringBuilder text, String title, String says) {
        text.append("\n## ").append(title).append("\n\n").append(says).append("\n\n");
    }

    private void images(StringBuilder text, String group) {
        plots.ifPresent(folder -> new Plots(report)
                .pictures().stream()
                        .filter(picture -> picture.group().equals(group))
                        .forEach(picture -> text.append(
                                "\n![%s](%s/%s.png)\n".formatted(picture.title(), folder, picture.file()))));
    }
}
