// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.config.MillraceConfig;
import io.millrace.local.stack.ProjectFolder;
import io.millrace.local.stack.StreamInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The file of one process has a promise that the others do not make. */
public final class ProfileDrift implements Fault {
    private static final int NUMBER = 1;

    @Override
    public Undo in(Scene scene) throws IOException {
        StreamInstance sound = scene.deployment().instances().get(NUMBER);
        Path edited = scene.project().resolve("edited.properties");
        String shipped = Files.readString(ProjectFolder.samplePipelines().resolveSibling("quick.properties"));
        Files.writeString(edited, shipped.replaceAll("(?m)^(defaults\\.max\\.age\\.ms=).*$", "$16000"));
        Map<String, String> settings = new HashMap<>(scene.plan().settings());
        settings.put(MillraceConfig.PROFILE, edited.toString());
        StreamInstance other = new StreamInstance(
                scene.deployment().site(), NUMBER, scene.plan().streams().get(NUMBER), settings);
        sound.close();
        other.start();
        other.awaitReady();
        return other::close;
    }
}
