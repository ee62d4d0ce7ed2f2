// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.bench.bed.Facility;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.sinks.FreshWorker;
import io.millrace.bench.sinks.RegistryBed;
import io.millrace.local.process.Ports;
import io.millrace.local.server.ConnectServer;
import io.millrace.local.server.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** What the runs to S3 share: the S3 server and the inputs, each made when a run first needs it. */
final class S3Bed implements Facility {
    private final TestBed bed;
    private final S3Server server;
    private final Set<SinkInput> written = new HashSet<>();

    private S3Bed(TestBed bed) {
        this.bed = bed;
        server = new S3Server(bed.site(), Ports.free());
    }

    static S3Bed of(TestBed bed) {
        return bed.facility(S3Bed.class, S3Bed::started);
    }

    private static S3Bed started(TestBed bed) {
        S3Bed s3 = new S3Bed(bed);
        s3.server.start();
        s3.server.awaitReady();
        return s3;
    }

    S3Server server() {
        return server;
    }

    String bootstrapServers() {
        return bed.bootstrapServers();
    }

    String registryUrl() {
        return RegistryBed.of(bed).url();
    }

    /** The registry's id for the schema of the Avro events. */
    int schemaId() throws IOException, RestClientException {
        return RegistryBed.of(bed).schemaId();
    }

    /** Writes the input unless an earlier round did, and tells how many events it has. */
    long require(SinkInput input) throws Exception {
        long events = input.events(bed.pace());
        if (written.isEmpty()) {
            bed.topics().create(S3Runs.DEAD_LETTERS, 1);
        }
        if (written.add(input)) {
            bed.topics().create(input.topic(), S3Runs.PARTITIONS);
            InputWriter.write(this, input, events);
        }
        return events;
    }

    /** A worker that knows nothing of those before it, ready for its connector. */
    ConnectServer worker(Path plugins) throws ExecutionException, InterruptedException {
        return FreshWorker.start(bed, plugins);
    }

    /** Where a run's objects lie, in a bucket that is made when it is missing. */
    Path objects(String bucket, String run) throws IOException {
        return Files.createDirectories(server.objects().resolve(bucket)).resolve(run);
    }

    @Override
    public void close() {
        server.close();
    }
}
