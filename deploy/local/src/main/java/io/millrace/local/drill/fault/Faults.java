// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.config.MillraceConfig;
import io.millrace.local.process.Server;
import io.millrace.local.process.Signal;
import io.millrace.local.server.Rest;
import io.millrace.operations.instances.Instances;
import io.millrace.profile.Profile;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Faults that take more than a line. */
public final class Faults {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Faults() {}

    /** They hold what they hold, connections and partitions, and answer nobody. */
    public static Undo freeze(List<? extends Server> servers) throws IOException {
        send(Signal.STOP, servers);
        return () -> send(Signal.CONT, servers);
    }

    private static void send(Signal signal, List<? extends Server> servers) throws IOException {
        for (Server server : servers) {
            try {
                signal.send(server.pid().orElseThrow());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    /** {@code up} gives the connector back what the stack has for it. */
    public static Undo wrongKey(Scene scene, String connector) throws IOException {
        Rest rest = new Rest(scene.deployment().stack().connect().url());
        String path = "/connectors/" + connector + "/config";
        Map<String, String> config = JSON.readValue(rest.get(path).body(), new TypeReference<>() {});
        config.put("s3.secret.access.key", "not the one");
        change(rest, path, JSON.writeValueAsString(config));
        return Undo.NOTHING;
    }

    /** As an operator sets it, or a disk that is full. */
    public static Undo readOnlyIndex(Scene scene) throws IOException {
        MillraceConfig config = scene.deployment().config();
        Rest rest = new Rest(URI.create(config.search().url()));
        String path = '/' + config.search().index("logs") + "/_settings";
        change(rest, path, "{\"index.blocks.write\": true}");
        return () -> change(rest, path, "{\"index.blocks.write\": null}");
    }

    /** One of the stream processes runs an edited copy of the profile: under the same name, batches wait longer. */
    public static Undo editedProfile(Scene scene) {
        MillraceConfig config = scene.deployment().config();
        Profile profile = config.profile();
        Map<String, String> edited = new HashMap<>(profile.values());
        edited.put("defaults.max.age.ms", "7000");
        Instances.of(config).get(0).switchTo(Profile.of(profile.name(), edited));
        return () -> scene.deployment().instances().get(0).close();
    }

    private static void change(Rest rest, String path, String json) throws IOException {
        int status = rest.put(path, json).statusCode();
        if (status / 100 != 2) {
            throw new IOException(rest.base() + path + " answered " + status);
        }
    }
}
