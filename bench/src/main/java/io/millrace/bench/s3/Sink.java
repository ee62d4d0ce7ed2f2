// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A connector that writes to S3. */
interface Sink {
    /** The folder that a worker's {@code plugin.path} names. */
    Path plugins();

    /** The bucket it needs. */
    String bucket();

    /** What Connect is told; objects must lie in the folder {@code run} of the bucket. */
    Map<String, String> config(S3Bed s3, SinkInput input, String run) throws IOException;
}
