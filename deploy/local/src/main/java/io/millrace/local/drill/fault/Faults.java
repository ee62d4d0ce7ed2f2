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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Faults that take more than a line. */
public final class Faults {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNAVAILABLE = 503;

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

    /** As a gateway of S3's, or S3 itself, does under too much load. */
    public static Undo unavailableS3(Scene scene) throws IOException {
        OneAnswer unavailable = new OneAnswer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), UNAVAILABLE);
        scene.wayToS3().divert(unavailable.address());
        return () -> {
            scene.wayToS3().pass();
            unavailable.close();
        };
    }

    /**
     * The index of the logs takes no writes.
     *
     * @param block {@code write}, as an operator sets it, which is answered with 403; or {@code read_only_allow_delete}, as OpenSearch sets it
     *     itself when a disk is full, which is answered with 429
     */
    public static Undo blockedIndex(Scene scene, String block) throws IOException {
        MillraceConfig config = scene.deployment().config();
        Rest rest = new Rest(URI.create(config.search().url()));
        String path = '/' + config.search().index("logs") + "/_settings";
        String setting = "{\"index.blocks." + block + "\": ";
        change(rest, path, setting + "true}");
        return () -> change(rest, path, setting + "null}");
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
