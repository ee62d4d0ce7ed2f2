// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.opensearch.OpenSearchNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A real OpenSearch node, one for all tests of this process and gone with it. Its write queue is short and its requests are small,
 * so that both can be exceeded.
 */
final class TestNode {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static TestNode started;

    private final int port;

    private TestNode(int port) {
        this.port = port;
    }

    static synchronized TestNode get() {
        if (started == null) {
            try {
                started = start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return started;
    }

    private static TestNode start() throws IOException {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path home = Path.of(System.getProperty("millrace.home"));
        Path folder = Files.createTempDirectory(home.resolve("connectors/opensearch-sink/target"), "node");
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        home.resolve("deploy/local/servers/opensearch/target/lib") + File.separator + "*",
                        OpenSearchNode.class.getName(),
                        Integer.toString(port),
                        folder.resolve("data").toString(),
                        "test",
                        "node.roles=cluster_manager,data,ingest",
                        "cluster.info.update.interval=10s",
                        "thread_pool.write.size=1",
                        "thread_pool.write.queue_size=4",
                        "http.max_content_length=1mb")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(node::destroyForcibly));
        TestNode test = new TestNode(port);
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            if (!node.isAlive()) {
                throw new IllegalStateException("The node has died: see " + folder);
            }
            return test.answers();
        });
        return test;
    }

    private boolean answers() throws IOException {
        try {
            return ask("GET", "/", "").has("version");
        } catch (ConnectException e) {
            return false;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** A name that no other test uses. */
    static String newIndex() {
        return "test" + NUMBER.incrementAndGet();
    }

    JsonNode ask(String method, String path, String json) throws IOException {
        try {
            return JSON.readTree(HTTP.send(
                            HttpRequest.newBuilder(URI.create(url() + path))
                                    .header("Content-Type", "application/json")
                                    .method(method, BodyPublishers.ofString(json))
                                    .build(),
                            BodyHandlers.ofString())
                    .body());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same, where nothing else than success is expected. */
    JsonNode tell(String method, String path, String json) throws IOException {
        JsonNode answer = ask(method, path, json);
        if (answer.has("error")) {
            throw new IllegalStateException(method + ' ' + path + ": " + answer);
        }
        return answer;
    }

    void create(String index, String body) throws IOException {
        tell("PUT", "/" + index, body);
    }

    void block(String index, boolean isBlocked) throws IOException {
        tell("PUT", "/" + index + "/_settings", "{\"index.blocks.write\":" + isBlocked + "}");
    }

    void allowNewIndices(boolean isAllowed) throws IOException {
        tell(
                "PUT",
                "/_cluster/settings",
                "{\"transient\":{\"action.auto_create_index\":" + (isAllowed ? "null" : "\"false\"") + "}}");
    }

    /**
     * Blocks all indices for lack of room on the disk, or no longer, as the node does itself when it looks next. Returns when it has done so
     * for {@code index}.
     */
    void fillDisk(String index, boolean isFull) throws IOException {
        String free = isFull ? "\"100tb\"" : "\"1b\"";
        watch("true", free);
        await().atMost(Duration.ofMinutes(2)).until(() -> isBlocked(index) == isFull && isBlocked() == isFull);
        if (!isFull) {
            watch("null", "null");
        }
    }

    private void watch(String isEnabled, String free) throws IOException {
        String disk = "cluster.routing.allocation.disk.";
        tell(
                "PUT",
                "/_cluster/settings",
                "{\"transient\":{\"" + disk + "threshold_enabled\":" + isEnabled + ",\"" + disk + "watermark.low\":"
                        + free
                        + ",\"" + disk + "watermark.high\":" + free + ",\"" + disk + "watermark.flood_stage\":" + free
                        + "}}");
    }

    /** Whether no index may be made, which follows from disks that are all full. */
    private boolean isBlocked() throws IOException {
        return tell("GET", "/_cluster/state/blocks", "").path("blocks").has("global");
    }

    private boolean isBlocked(String index) throws IOException {
        return tell("GET", "/" + index + "/_settings", "")
                .path(index)
                .path("settings")
                .path("index")
                .path("blocks")
                .path("read_only_allow_delete")
                .asBoolean();
    }

    int count(String index) throws IOException {
        ask("POST", "/" + index + "/_refresh", "");
        return ask("GET", "/" + index + "/_count", "").path("count").asInt();
    }

    /** Documents by id, as they were sent; none when there is no such index. */
    Map<String, String> documents(String index) throws IOException {
        Map<String, String> documents = new TreeMap<>();
        hits(index)
                .forEach(hit -> documents.put(
                        hit.get("_id").asText(), hit.get("_source").toString()));
        return documents;
    }

    /** How often each document was written, by id. */
    List<Long> versions(String index) throws IOException {
        return hits(index).findValues("_version").stream().map(JsonNode::asLong).toList();
    }

    private JsonNode hits(String index) throws IOException {
        ask("POST", "/" + index + "/_refresh", "");
        JsonNode answer = ask("GET", "/" + index + "/_search?size=10000&version=true", "");
        return answer.path("hits").path("hits");
    }
}
