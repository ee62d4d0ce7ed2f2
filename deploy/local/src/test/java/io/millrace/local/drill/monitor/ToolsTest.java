// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFindWhatDebiansPackagesUnpackTo() throws IOException {
        Path prometheus = program("debian/usr/bin/prometheus");
        Path alertmanager = program("debian/usr/bin/prometheus-alertmanager");

        assertThat(Tools.find(List.of(folder.resolve("debian")), prometheus))
                .isEqualTo(new Tools(prometheus, alertmanager));
    }

    @Test
    void shouldSayWhatElseDebiansAlertmanagerTakes() throws IOException {
        program("debian/usr/bin/prometheus");
        program("debian/usr/bin/prometheus-alertmanager");
        List<Path> homes = List.of(folder.resolve("debian"));

        assertThatThrownBy(() -> Tools.find(homes, folder.resolve("prometheus/alertmanager/default.tmpl")))
                .isInstanceOf(ToolsMissingException.class)
                .hasMessageContaining("does not start without " + folder + "/prometheus/alertmanager/default.tmpl")
                .hasMessageContaining("Make " + folder + "/prometheus a link to usr/share/prometheus");
    }

    @Test
    void shouldFindWhatTheProjectsArchivesUnpackTo() throws IOException {
        Path prometheus = program("prometheus-2/prometheus");
        Path alertmanager = program("alertmanager-0/alertmanager");

        assertThat(Tools.find(List.of(folder.resolve("prometheus-2"), folder.resolve("alertmanager-0"))))
                .isEqualTo(new Tools(prometheus, alertmanager));
    }

    @Test
    void shouldSayHowToHaveWhatIsMissing() {
        assertThatThrownBy(() -> Tools.find("alertmanager", List.of(folder)))
                .isInstanceOf(ToolsMissingException.class)
                .hasMessageContaining("there is no alertmanager on the PATH")
                .hasMessageContaining("apt-get install prometheus prometheus-alertmanager")
                .hasMessageContaining("--prometheus-home");
    }

    private Path program(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
