package io.millrace.local;

import io.millrace.config.ConfigSources;
import io.millrace.local.server.KafkaNode;
import io.millrace.local.server.Lifetime;
import io.millrace.local.server.Settings;
import io.millrace.local.server.Site;
import io.millrace.local.server.StackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What {@code up} leaves for the commands after it: the plan, as long as it is to run, and the data, until they are deleted. */
record UpFolder(Path folder) {
    private static final String FORMAT_PREFIX = "object.format.";

    static UpFolder ofProject() {
        return new UpFolder(ProjectFolder.up());
    }

    Site site() {
        return new Site(folder, Lifetime.DETACHED);
    }

    /** The settings in effect, for {@code feed}, {@code verify} and whoever wants to connect. */
    Path settings() {
        return folder.resolve("millrace.properties");
    }

    private Path places() {
        return folder.resolve("run").resolve("places.properties");
    }

    /** What is to run, unless it was stopped. */
    Optional<Plan> plan() {
        if (!Files.exists(places()) || !Files.exists(settings())) {
            return Optional.empty();
        }
        Map<String, String> places = ConfigSources.read(places());
        List<Integer> kafka = numbers(places, "kafka.ports");
        List<Integer> controllers = numbers(places, "controller.ports");
        List<KafkaNode> nodes = IntStream.range(0, kafka.size())
                .mapToObj(i -> new KafkaNode(i + 1, kafka.get(i), controllers.get(i)))
                .toList();
        StackPorts ports = new StackPorts(
                nodes,
                numbers(places, "registry.port").get(0),
                numbers(places, "s3.port").get(0),
                numbers(places, "connect.port").get(0));
        Map<String, String> formats = places.keySet().stream()
                .filter(key -> key.startsWith(FORMAT_PREFIX))
                .collect(Collectors.toMap(key -> key.substring(FORMAT_PREFIX.length()), places::get));
        List<Integer> http = numbers(places, "http.ports");
        List<Integer> admin = numbers(places, "admin.ports");
        List<StreamPorts> streams = IntStream.range(0, http.size())
                .mapToObj(i -> new StreamPorts(http.get(i), admin.get(i)))
                .toList();
        return Optional.of(new Plan(ports, streams, formats, ConfigSources.read(settings())));
    }

    void save(Plan plan) {
        Map<String, Object> places = new TreeMap<>();
        places.put("kafka.ports", list(plan.ports().kafka(), KafkaNode::port));
        places.put("controller.ports", list(plan.ports().kafka(), KafkaNode::controllerPort));
        places.put("registry.port", plan.ports().registry());
        places.put("s3.port", plan.ports().s3());
        places.put("connect.port", plan.ports().connect());
        places.put("http.ports", list(plan.streams(), StreamPorts::http));
        places.put("admin.ports", list(plan.streams(), StreamPorts::admin));
        plan.objectFormats().forEach((pipeline, format) -> places.put(FORMAT_PREFIX + pipeline, format));
        Settings.write(places(), places);
        Settings.write(settings(), plan.settings());
    }

    private static <T> String list(List<T> places, ToIntFunction<T> port) {
        return places.stream()
                .map(place -> Integer.toString(port.applyAsInt(place)))
                .collect(Collectors.joining(","));
    }

    private static List<Integer> numbers(Map<String, String> places, String key) {
        return Arrays.stream(places.get(key).split(",", -1))
                .map(Integer::valueOf)
                .toList();
    }

    /** The number of brokers whose data lie here, or 0. */
    int brokersWithData() {
        Path data = folder.resolve("data");
        if (!Files.isDirectory(data)) {
            return 0;
        }
        try (Stream<Path> servers = Files.list(data)) {
            return (int) servers.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("kafka(-\\d+)?"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + data, e);
        }
    }

    /** From now on nothing of it is to run. */
    void forgetPlan() {
        try {
            Files.deleteIfExists(places());
            Files.deleteIfExists(settings());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the plan in " + folder, e);
        }
    }
}
