// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.opensearch;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.sinks.SinkTarget;
import java.util.Map;
import java.util.OptionalLong;

/** An index of OpenSearch, for log events in JSON. */
record IndexTarget() implements SinkTarget {
    @Override
    public void make(TestBed bed, String run) throws Exception {
        OpenSearchBed openSearch = OpenSearchBed.of(bed);
        openSearch.warm(bed.pace());
        openSearch.makeIndex(run);
    }

    @Override
    public int batchEvents() {
        return 1_000;
    }

    @Override
    public String task() {
        return "io.millrace.opensearch.OpenSearchSinkTask";
    }

    @Override
    public Map<String, String> settings(TestBed bed, String run) {
        return Map.of("opensearch.urls", OpenSearchBed.of(bed).url(), "opensearch.index", run);
    }

    @Override
    public Map<String, String> spec(TestBed bed, String run) {
        return Map.of(BulkLoader.URL, OpenSearchBed.of(bed).url() + '/' + run);
    }

    @Override
    public long count(TestBed bed, String run) throws Exception {
        return OpenSearchBed.of(bed).count(run);
    }

    /** Asked rather than the worker, since a peer commits what it has only aggregated. */
    @Override
    public OptionalLong written(TestBed bed, String run) throws Exception {
        return OptionalLong.of(OpenSearchBed.of(bed).written(run));
    }

    @Override
    public void remove(TestBed bed, String run) throws Exception {
        OpenSearchBed.of(bed).deleteIndex(run);
    }
}
