// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.millrace.bench.bed.Facility;
import io.millrace.bench.bed.TestBed;
import io.millrace.local.process.Ports;
import io.millrace.local.server.S3Server;
import java.nio.file.Path;

/** One S3 server for all runs. */
final class S3Bed implements Facility {
    private final S3Server server;

    private S3Bed(TestBed bed) {
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

    /** Where a run's objects lie. */
    Path objects(String bucket, String run) {
        return server.objects().resolve(bucket).resolve(run);
    }

    @Override
    public void close() {
        server.close();
    }
}
