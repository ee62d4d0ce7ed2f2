// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.server;

import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.JavaProgram;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Server;
import io.millrace.local.process.ServerHome;
import io.millrace.local.process.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** S3Proxy over a folder: the object {@code b/k} is the file {@code data/s3/b/k}. Clients must use path-style addresses. */
public final class S3Server implements Server {

    /** Exists from the first start. */
    public static final String BUCKET = "millrace";

    public static final String REGION = "us-east-1";

    /** Worthless outside this machine; having any makes clients sign as they do with the real S3. */
    public static final String ACCESS_KEY = "millrace-local";

    public static final String SECRET_KEY = "millrace-local-secret";

    private final int port;
    private final Site site;
    private final ChildProcess process;
    private final Rest rest;

    public S3Server(Site site, int port) {
        this.port = port;
        this.site = site;
        this.process = new ChildProcess("s3", site);
        this.rest = Rest.local(port, "");
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    public URI endpoint() {
        return rest.base();
    }

    /** The folder with one sub-folder per bucket. */
    public Path objects() {
        return site.data(name());
    }

    /** The objects of {@link #BUCKET}, each a file. */
    public Path bucket() {
        return objects().resolve(BUCKET);
    }

    @Override
    public String address() {
        return endpoint().toString();
    }

    @Override
    public void start() {
        Ports.requireFree(name(), port, "--s3-port");
        try {
            Files.createDirectories(bucket());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the bucket " + BUCKET, e);
        }
        Path config = site.configFile(name());
        Settings.write(config, settings());
        process.start(new JavaProgram(
                ServerHome.classPath("s3"),
                "org.gaul.s3proxy.Main",
                List.of("-Xmx256m", "-Dlogback.configurationFile=io/millrace/local/server/logback.xml"),
                List.of("--properties", config.toString())));
    }

    @Override
    public void awaitReady() {
        process.awaitReady(() -> rest.answers("/healthz"));
    }

    private Map<String, String> settings() {
        return Map.of(
                "s3proxy.endpoint",
                endpoint().toString(),
                "s3proxy.authorization",
                "aws-v2-or-v4",
                "s3proxy.identity",
                ACCESS_KEY,
                "s3proxy.credential",
                SECRET_KEY,
                "jclouds.provider",
                "filesystem-nio2",
                "jclouds.identity",
                "unused",
                "jclouds.credential",
                "unused",
                "jclouds.filesystem.basedir",
                objects().toString());
    }
}
