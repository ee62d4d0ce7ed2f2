// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import io.millrace.bench.bed.Facility;
import io.millrace.bench.bed.TestBed;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Server;
import io.millrace.local.process.Site;
import io.millrace.local.server.KafkaNode;
import io.millrace.local.server.KafkaServer;
import io.millrace.local.server.RegistryServer;
import java.util.List;
import java.util.stream.IntStream;

/** What the runs share: a registry, and three brokers beside the one of the bed, which rests while they work. */
final class ProfileBed implements Facility {
    private static final int THREE = 3;

    private final Brokers one;
    private final Brokers three;
    private final RegistryServer registry;

    private ProfileBed(TestBed bed) {
        // Others have a registry, too.
        Site site = new Site(bed.site().data("profiles"), Lifetime.ATTACHED);
        registry = new RegistryServer(site, Ports.free());
        one = new Brokers(List.of(bed.kafka()));
        List<KafkaNode> nodes = IntStream.rangeClosed(1, THREE)
                .mapToObj(id -> new KafkaNode(id, Ports.free(), Ports.free()))
                .toList();
        three = new Brokers(
                nodes.stream().map(node -> new KafkaServer(site, node, nodes)).toList());
    }

    static ProfileBed of(TestBed bed) {
        return bed.facility(ProfileBed.class, ProfileBed::new);
    }

    /** One or three of them, running. */
    Brokers brokers(int count) {
        if (count == 1) {
            return one;
        }
        if (count != THREE) {
            throw new IllegalArgumentException("One broker or three, not " + count);
        }
        start(three.servers());
        return three;
    }

    /** Running. */
    String registryUrl() {
        start(List.of(registry));
        return registry.url().toString();
    }

    private static void start(List<? extends Server> servers) {
        List<? extends Server> missing =
                servers.stream().filter(server -> !server.isAlive()).toList();
        missing.forEach(Server::start);
        missing.forEach(Server::awaitReady);
    }

    @Override
    public void close() {
        registry.close();
        three.servers().forEach(Server::kill);
    }
}
