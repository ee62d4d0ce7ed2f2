// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;

/** A real S3 server in a process of its own, gone with this one. Its one bucket is a folder, and each object a file. */
final class TestS3 {
    static final String BUCKET = "lake";
    static final String ACCESS_KEY = "test";
    static final String SECRET_KEY = "hush-hush";

    private static final Path HOME = Path.of(System.getProperty("millrace.home"));

    private final int port;
    private final Path folder;
    private Process server;

    TestS3() throws IOException {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        folder = Files.createTempDirectory(HOME.resolve("connectors/s3-sink/target"), "s3");
        Files.createDirectories(bucket());
        Files.writeString(
                folder.resolve("s3proxy.properties"),
                String.join(
                        "\n",
                        "s3proxy.endpoint=" + url(),
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + ACCESS_KEY,
                        "s3proxy.credential=" + SECRET_KEY,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.identity=unused",
                        "jclouds.credential=unused",
                        "jclouds.filesystem.basedir=" + bucket().getParent()));
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        start();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    private Path bucket() {
        return folder.resolve("buckets").resolve(BUCKET);
    }

    /** Starts it unless it runs, and waits until it answers. */
    void start() {
        if (server != null && server.isAlive()) {
            return;
        }
        try {
            server = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-Dlogback.configurationFile="
                                    + HOME.resolve(
                                            "deploy/local/src/main/resources/io/millrace/local/server/logback.xml"),
                            "-cp",
                            HOME.resolve("deploy/local/servers/s3/target/lib") + File.separator + "*",
                            "org.gaul.s3proxy.Main",
                            "--properties",
                            folder.resolve("s3proxy.properties").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("s3.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(Duration.ofMinutes(2)).until(this::answers);
    }

    private boolean answers() throws IOException, InterruptedException {
        if (!server.isAlive()) {
            throw new IllegalStateException("The server has died: see " + folder);
        }
        HttpRequest health =
                HttpRequest.newBuilder(URI.create(url() + "/healthz")).build();
        try {
            return HttpClient.newHttpClient()
                            .send(health, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    /** As a crash would. */
    void kill() {
        server.destroyForcibly().onExit().join();
    }

    /** Deletes all objects. */
    void empty() throws IOException {
        try (Stream<Path> files = Files.walk(bucket())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(bucket())) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The bytes of each object, in hexadecimal, by its key; the server runs or not. */
    Map<String, String> objects() {
        Map<String, String> objects = new TreeMap<>();
        collect(bucket().toFile(), objects);
        return objects;
    }

    /** Looks away from what is being written, which has another name until it is complete. */
    private void collect(File folder, Map<String, String> objects) {
        for (File file : Objects.requireNonNullElse(folder.listFiles(), new File[0])) {
            if (file.isDirectory()) {
                collect(file, objects);
            } else if (file.getName().endsWith(".jsonl.gz")) {
                objects.put(bucket().relativize(file.toPath()).toString(), hex(file));
            }
        }
    }

    private static String hex(File file) {
        try {
            return HexFormat.of().formatHex(Files.readAllBytes(file.toPath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of all objects together. */
    List<String> lines() {
        return objects().values().stream().flatMap(TestS3::lines).toList();
    }

    private static Stream<String> lines(String object) {
        try {
            return new BufferedReader(new InputStreamReader(
                            new GZIPInputStream(
                                    new ByteArrayInputStream(HexFormat.of().parseHex(object))),
                            StandardCharsets.UTF_8))
                    .lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
