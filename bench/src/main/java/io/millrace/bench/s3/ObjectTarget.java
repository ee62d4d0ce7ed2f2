// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.connectors.Input;
import io.millrace.bench.sinks.Target;
import io.millrace.local.process.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder of a bucket, for objects that have as many events as a batch. */
record ObjectTarget(String bucket) implements Target {
    @Override
    public void make(TestBed bed, String run) throws IOException {
        Files.createDirectories(S3Bed.of(bed).objects(bucket, run));
    }

    @Override
    public long count(TestBed bed, String run) throws IOException {
        Path folder = S3Bed.of(bed).objects(bucket, run);
        try (Stream<Path> all = Files.walk(folder)) {
            return Input.BATCH_EVENTS * all.filter(Files::isRegularFile).count();
        }
    }

    @Override
    public void remove(TestBed bed, String run) {
        Trees.delete(S3Bed.of(bed).objects(bucket, run));
    }
}
