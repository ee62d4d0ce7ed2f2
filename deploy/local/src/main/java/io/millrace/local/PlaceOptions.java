// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import io.millrace.local.server.KafkaNode;
import io.millrace.local.server.StackPorts;
import io.millrace.local.stack.GatewayPorts;
import io.millrace.local.stack.StreamPorts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Option;

/** How many of each run, and where they listen; all on 127.0.0.1. */
final class PlaceOptions {
    private static final int MOST = 9;
    private static final int LAST_PORT = 65_535;

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of stream processes (default: ${DEFAULT-VALUE}).")
    private int instances;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of Kafka brokers (default: ${DEFAULT-VALUE}).")
    private int brokers;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Port of the first broker; the others follow (default: ${DEFAULT-VALUE}).")
    private int kafka;

    @Option(
            names = "--controller-port",
            paramLabel = "PORT",
            defaultValue = "19092",
            description = "Port of the first broker's controller; the others follow (default: ${DEFAULT-VALUE}).")
    private int controller;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Port of the schema registry (default: ${DEFAULT-VALUE}).")
    private int registry;

    @Option(
            names = "--s3-port",
            paramLabel = "PORT",
            defaultValue = "9000",
            description = "Port of the S3 server (default: ${DEFAULT-VALUE}).")
    private int s3;

    @Option(
            names = "--opensearch-port",
            paramLabel = "PORT",
            defaultValue = "9200",
            description = "Port of OpenSearch (default: ${DEFAULT-VALUE}).")
    private int opensearch;

    @Option(
            names = "--postgres-port",
            paramLabel = "PORT",
            defaultValue = "5432",
            description = "Port of PostgreSQL (default: ${DEFAULT-VALUE}).")
    private int postgres;

    @Option(
            names = "--connect-port",
            paramLabel = "PORT",
            defaultValue = "8083",
            description = "Port of the Connect worker (default: ${DEFAULT-VALUE}).")
    private int connect;

    @Option(
            names = "--sink-metrics-port",
            paramLabel = "PORT",
            defaultValue = "8084",
            description =
                    "Port on which the Connect worker shows the metrics of its sinks (default: ${DEFAULT-VALUE}).")
    private int sinkMetrics;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description = "HTTP port of the first stream process; the others follow (default: ${DEFAULT-VALUE}).")
    private int http;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            defaultValue = "8190",
            description = "Port on which the first stream process accepts profile switches; the others follow (default:"
                    + " ${DEFAULT-VALUE}).")
    private int admin;

    @Option(
            names = "--gateways",
            paramLabel = "N",
            defaultValue = "0",
            description = "Number of gateway processes, which take events over HTTP (default: ${DEFAULT-VALUE}).")
    private int gateways;

    @Option(
            names = "--gateway-port",
            paramLabel = "PORT",
            defaultValue = "8088",
            description =
                    "Port on which the first gateway takes events; the others follow (default: ${DEFAULT-VALUE}).")
    private int gateway;

    @Option(
            names = "--gateway-http-port",
            paramLabel = "PORT",
            defaultValue = "8290",
            description =
                    "Port of the first gateway's probes and metrics; the others follow (default: ${DEFAULT-VALUE}).")
    private int gatewayHttp;

    @Option(
            names = "--gateway-admin-port",
            paramLabel = "PORT",
            defaultValue = "8390",
            description = "Port on which the first gateway accepts profile switches; the others follow (default:"
                    + " ${DEFAULT-VALUE}).")
    private int gatewayAdmin;

    StackPorts ports() {
        requireFew("--brokers", brokers, 1);
        requirePorts();
        return new StackPorts(
                KafkaNode.consecutive(brokers, kafka, controller),
                registry,
                connect,
                sinkMetrics,
                s3,
                opensearch,
                postgres);
    }

    List<StreamPorts> streamPorts() {
        requireFew("--instances", instances, 1);
        return IntStream.range(0, instances)
                .mapToObj(i -> new StreamPorts(http + i, admin + i))
                .toList();
    }

    List<GatewayPorts> gatewayPorts() {
        requireFew("--gateways", gateways, 0);
        return IntStream.range(0, gateways)
                .mapToObj(i -> new GatewayPorts(gateway + i, gatewayHttp + i, gatewayAdmin + i))
                .toList();
    }

    /** Each must be a port, and none may be given twice: one of the two servers would only say so in its log, after a while. */
    private void requirePorts() {
        Map<Integer, String> taken = new HashMap<>();
        requirePorts(taken, "--kafka-port", kafka, brokers);
        requirePorts(taken, "--controller-port", controller, brokers);
        requirePorts(taken, "--registry-port", registry, 1);
        requirePorts(taken, "--s3-port", s3, 1);
        requirePorts(taken, "--opensearch-port", opensearch, 1);
        requirePorts(taken, "--postgres-port", postgres, 1);
        requirePorts(taken, "--connect-port", connect, 1);
        requirePorts(taken, "--sink-metrics-port", sinkMetrics, 1);
        requirePorts(taken, "--http-port", http, instances);
        requirePorts(taken, "--admin-port", admin, instances);
        requirePorts(taken, "--gateway-port", gateway, gateways);
        requirePorts(taken, "--gateway-http-port", gatewayHttp, gateways);
        requirePorts(taken, "--gateway-admin-port", gatewayAdmin, gateways);
    }

    private static void requirePorts(Map<Integer, String> taken, String option, int first, int count) {
        if (first < 1 || first > LAST_PORT - count + 1) {
            throw new ConfigException(
                    option, first, "ports are from 1 to " + LAST_PORT + ", and " + count + " are needed");
        }
        for (int port = first; port < first + count; port++) {
            String other = taken.putIfAbsent(port, option);
            if (other != null) {
                throw new ConfigException(option, first, "port " + port + " is taken by " + other);
            }
        }
    }

    private static void requireFew(String option, int value, int least) {
        if (value < least || value > MOST) {
            throw new ConfigException(option, value, least + " to " + MOST + " can run on one machine");
        }
    }
}
