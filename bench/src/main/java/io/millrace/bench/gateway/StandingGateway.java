// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.gateway;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.http.HttpRequest;
import io.millrace.bench.subject.PeakMemory;
import io.millrace.config.MillraceConfig;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Site;
import io.millrace.local.process.Trees;
import io.millrace.local.stack.GatewayInstance;
import io.millrace.local.stack.GatewayPorts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** A gateway process as an operator starts it, with one pipeline on the broker of all runs. */
final class StandingGateway implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final TestBed bed;
    private final String name;
    private final Site site;
    private final GatewayPorts ports = GatewayPorts.free();
    private final GatewayInstance process;

    /** @param own settings beside where everything is */
    StandingGateway(TestBed bed, String run, Map<String, String> own) throws ExecutionException, InterruptedException {
        this.bed = bed;
        this.name = bed.nextRun(run);
        site = new Site(bed.site().data(name), Lifetime.ATTACHED);
        Map<String, String> settings = new HashMap<>(own);
        settings.put(MillraceConfig.BOOTSTRAP_SERVERS, bed.bootstrapServers());
        settings.put(MillraceConfig.PIPELINES, name);
        settings.put("pipelines." + name + ".format", "JSON");
        bed.topics().create(MillraceConfig.of(settings).pipeline(name).sourceTopic(), PARTITIONS);
        process = new GatewayInstance(site, 0, ports, settings);
    }

    void start() {
        process.start();
        process.awaitReady();
    }

    /** With so many events of so many bytes. */
    HttpRequest request(int items, int bytes) {
        InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.events());
        return HttpRequest.lines(to, ServerRun.path(name), items, bytes);
    }

    long peakBytes() {
        return PeakMemory.bytes(process.pid().orElse(0));
    }

    @Override
    public void close() {
        process.close();
        Trees.delete(site.folder());
        bed.topics().remove(name);
    }
}
