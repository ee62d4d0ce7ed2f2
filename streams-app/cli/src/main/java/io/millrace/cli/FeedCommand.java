// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.app.ConfigOptions;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.operations.feed.Feed;
import io.millrace.operations.feed.FeedPace;
import io.millrace.operations.feed.GatewayClient;
import io.millrace.operations.feed.GatewayFeed;
import io.millrace.operations.feed.NdjsonReader;
import io.millrace.operations.feed.RegisteredSchema;
import io.millrace.schemas.TopicNames;
import io.millrace.schemas.encode.EventFormat;
import io.millrace.schemas.encode.JsonField;
import io.millrace.schemas.encode.JsonToAvro;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace feed}: a file of NDJSON as events of a pipeline. */
@Command(
        name = "feed",
        description = {
            "Sends each line of an NDJSON file to a pipeline's source topic, as one event with the current time.",
            "A JSON pipeline gets the line as it is, even if it is not JSON; for an AVRO one the line is converted"
                    + " with the topic's latest registered schema, and the first line that does not fit ends the command.",
            "With --gateway it goes through a gateway instead of to Kafka, as any client's events do, in requests of 300 lines, which are"
                    + " repeated as long as the gateway is busy or away. No configuration is needed then.",
            "A line may have as many bytes as kafka.gateway.producer.max.request.size allows, by default 32 MiB; through a gateway, 10 MiB."
        },
        mixinStandardHelpOptions = true)
public final class FeedCommand implements Callable<Integer> {
    private static final int LINGER_MS = 50;
    private static final int BATCH_BYTES = 256 * 1024;

    /** The broker decides what is too large, not the client. */
    private static final int MAX_REQUEST_BYTES = 32 * 1024 * 1024;

    private static final int MAX_GATEWAY_LINE_BYTES = 10 * 1024 * 1024;
    private static final Duration GATEWAY_PATIENCE = Duration.ofMinutes(2);

    @Mixin
    private ConfigOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file; unpacked when it ends in .gz; - is standard input.")
    private String file;

    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "P",
            required = true,
            description = "The pipeline whose source topic gets the events.")
    private String pipelineName;

    @Option(names = "--rate", paramLabel = "N", description = "Maximum events a second; default: as fast as possible.")
    private double rate;

    @Option(
            names = "--key-field",
            paramLabel = "F",
            description =
                    "Top-level field whose text becomes the record key; without it, or where it is absent, no key.")
    private String keyField;

    @Option(names = "--gateway", paramLabel = "URL", description = "The gateway to send through, as http://host:8088.")
    private URI gateway;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the bearer token that the gateway wants.")
    private Path tokenFile;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rate < 0 || Double.isNaN(rate)) {
            throw new ConfigException("--rate", rate, "events a second, above 0");
        }
        if (gateway != null) {
            feedGateway();
        } else if (tokenFile != null) {
            throw new ConfigException("--token-file is for --gateway");
        } else {
            feedKafka();
        }
        return 0;
    }

    private void feedGateway() throws IOException, InterruptedException {
        if (keyField != null) {
            throw new ConfigException("--key-field", keyField, "a gateway's record keys are up to gateway.key.fields");
        }
        GatewayClient client = new GatewayClient(gateway, pipelineName, token(), GATEWAY_PATIENCE);
        try (NdjsonReader lines = NdjsonReader.open(file, System.in, MAX_GATEWAY_LINE_BYTES)) {
            FeedPace pace = pace();
            print(new GatewayFeed(client, pace).run(lines), client.address().toString(), pace);
        }
    }

    private String token() throws IOException {
        if (tokenFile == null) {
            return null;
        }
        String token = Files.readString(tokenFile).strip();
        if (!token.matches("[!-~]+")) {
            throw new ConfigException("--token-file", tokenFile, "it must hold one token and nothing else");
        }
        return token;
    }

    private void feedKafka() throws IOException, InterruptedException {
        MillraceConfig config = options.load(null);
        PipelineConfig pipeline = config.pipeline(pipelineName);
        JsonField key = keyField == null ? null : new JsonField(keyField);
        Map<String, Object> settings = settings(config);
        try (NdjsonReader lines = NdjsonReader.open(file, System.in, longest(settings));
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            EventFormat format = format(config, pipeline);
            FeedPace pace = pace();
            long sent = new Feed(producer, pipeline.sourceTopic(), format, key, pace).run(lines);
            print(sent, pipeline.sourceTopic(), pace);
        }
    }

    private FeedPace pace() {
        return new FeedPace(rate, spec.commandLine().getErr()::println);
    }

    private void print(long sent, String to, FeedPace pace) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, "%d events sent to %s in %.1f s", sent, to, pace.seconds()));
        out.flush();
    }

    private static Map<String, Object> settings(MillraceConfig config) {
        Map<String, Object> settings = config.client(MillraceConfig.GATEWAY_PRODUCER);
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        settings.putIfAbsent(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, config.timeouts().start().toMillis());
        // On a newly created topic a second request can overtake a first one that found no leader yet, and then the
        // broker
        // refuses the first forever; so one at a time.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return settings;
    }

    /** What the producer would refuse is not read completely. */
    private static int longest(Map<String, Object> settings) {
        String key = ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
        return (int) ConfigDef.parseType(key, settings.get(key), ConfigDef.Type.INT);
    }

    private static EventFormat format(MillraceConfig config, PipelineConfig pipeline) {
        return switch (pipeline.format()) {
            case JSON -> line -> line;
            case AVRO -> {
                String subject = TopicNames.valueSubject(pipeline.sourceTopic());
                RegisteredSchema latest =
                        RegisteredSchema.latest(config.registry().connect(), subject);
                yield new JsonToAvro(latest.id(), latest.schema());
            }
        };
    }
}
