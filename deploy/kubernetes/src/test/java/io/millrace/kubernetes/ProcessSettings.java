// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.millrace.config.ConfigSources;
import io.millrace.config.MillraceConfig;
import io.millrace.config.sinks.Sink;
import io.millrace.resolved.ResolvedConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the first pod of a workload is configured to do, read as its process reads it. Secrets are files with any text. */
final class ProcessSettings {
    /** Where pods have their secrets, each in a folder of its own. */
    static final String SECRETS = "/etc/millrace-secrets";

    private static final Pattern SECRET = Pattern.compile("\\$\\{dir:" + SECRETS + "/([^:}]+):([^}]+)}");
    private static final Pattern PORT = Pattern.compile("[^,:/]+:(\\d+)(?:,|$)");

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Workload workload;
    private final MillraceConfig config;
    private final ResolvedConfig resolved;

    private ProcessSettings(Workload workload, MillraceConfig config) {
        this.workload = workload;
        this.config = config;
        resolved = ResolvedConfig.of(config);
    }

    /** Throws {@link org.apache.kafka.common.config.ConfigException} for what a process would not start with. */
    static ProcessSettings of(Overlay overlay, Workload workload) {
        try {
            Path folder = Kustomize.scratch();
            Path file = Files.writeString(folder.resolve("millrace.properties"), overlay.properties());
            Map<String, String> environment = environment(workload, folder);
            return new ProcessSettings(
                    workload,
                    MillraceConfig.of(ConfigSources.layered(ConfigSources.read(file), environment, Map.of())));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> environment(Workload workload, Path folder) throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (EnvVar variable : workload.container().getEnv()) {
            String value = variable.getValue() == null ? pod(workload) : variable.getValue();
            Matcher secret = SECRET.matcher(value);
            if (secret.matches()) {
                Path key = folder.resolve(secret.group(1)).resolve(secret.group(2));
                Files.createDirectories(key.getParent());
                Files.writeString(key, "secret");
            }
            environment.put(
                    variable.getName(),
                    value.replace("$(POD_NAME)", pod(workload)).replace(SECRETS, folder.toString()));
        }
        return environment;
    }

    /** The name of its first pod, the only thing that a variable takes from elsewhere. */
    static String pod(Workload workload) {
        return workload.name() + "-0";
    }

    MillraceConfig config() {
        return config;
    }

    ResolvedConfig resolved() {
        return resolved;
    }

    /** Of probes and metrics. */
    int httpPort() {
        return workload.isVerify()
                ? Integer.parseInt(workload.argument("--metrics-port"))
                : config.http().port();
    }

    /** On which it listens, for others than itself. */
    Set<Integer> listens() {
        Set<Integer> ports = new TreeSet<>(Set.of(httpPort()));
        if (workload.isGateway()) {
            ports.add(config.gateway().port());
        }
        if (config.admin().token() != null) {
            ports.add(config.admin().listen().port());
        }
        return ports;
    }

    /** Of Kafka and the registry. */
    Set<Integer> upstream() {
        Set<Integer> ports = new TreeSet<>();
        Matcher brokers = PORT.matcher(config.bootstrapServers());
        while (brokers.find()) {
            ports.add(Integer.parseInt(brokers.group(1)));
        }
        Stream.of(config.registryUrl().split(",")).map(ProcessSettings::port).forEach(ports::add);
        return ports;
    }

    /** Of what the sinks deliver to. */
    Set<Integer> destinations() {
        Set<Integer> ports = new TreeSet<>();
        for (Sink sink : config.sinks()) {
            ports.add(
                    switch (sink) {
                        case S3 ->
                            config.objectStore().endpoint() == null
                                    ? HTTPS
                                    : port(config.objectStore().endpoint());
                        case OPENSEARCH -> port(config.search().url());
                        case POSTGRES -> port(config.database().url());
                    });
        }
        return ports;
    }

    /** That {@code url} leads to. */
    private static int port(String url) {
        URI address = URI.create(url.replaceFirst("^jdbc:", "").strip());
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return address.getScheme().equals("https") ? HTTPS : HTTP;
    }
}
