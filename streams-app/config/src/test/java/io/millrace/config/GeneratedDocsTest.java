// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import io.millrace.kit.GeneratedFile;
import io.millrace.resolved.ProfileDocs;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class GeneratedDocsTest {
    @Test
    void shouldKeepTheListOfKeysUpToDate() throws IOException {
        GeneratedFile.assertCurrent("CONFIG.md", ConfigDocs.text());
    }

    /** The golden file of what each profile comes to. */
    @Test
    void shouldKeepTheProfilesUpToDate() throws IOException {
        GeneratedFile.assertCurrent("PROFILES.md", ProfileDocs.text());
    }
}
