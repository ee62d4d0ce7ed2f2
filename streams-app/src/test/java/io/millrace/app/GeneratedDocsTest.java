package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigDocs;
import io.millrace.effective.ProfileDocs;
import io.millrace.metrics.MetricsDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GeneratedDocsTest {
    /** Set to true, the files are written instead of compared. */
    private static final String WRITE = "millrace.update.docs";

    @Test
    void shouldKeepTheListOfKeysUpToDate() throws IOException {
        requireFresh("CONFIG.md", ConfigDocs.text());
    }

    @Test
    void shouldKeepTheListOfMetricsUpToDate() throws IOException {
        requireFresh("METRICS.md", MetricsDocs.text());
    }

    /** The golden file of what each profile comes to. */
    @Test
    void shouldKeepTheProfilesUpToDate() throws IOException {
        requireFresh("PROFILES.md", ProfileDocs.text());
    }

    private static void requireFresh(String name, String text) throws IOException {
        Path file = Path.of(System.getProperty("millrace.home"), name);
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(file, text);
        }
        assertThat(file)
                .as(
                        "%s is stale; run: mvn -pl streams-app -am test -Dtest=GeneratedDocsTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -D%s=true",
                        name, WRITE)
                .content()
                .isEqualTo(text);
    }
}
