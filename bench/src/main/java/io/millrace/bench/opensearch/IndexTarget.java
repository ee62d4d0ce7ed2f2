// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.opensearch;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.sinks.SinkSettings;
import io.millrace.bench.sinks.Target;
import java.util.HashMap;
import java.util.Map;

/** An index of OpenSearch, for log events in JSON. */
record IndexTarget() implements Target {
    private static final String TASK = "io.millrace.opensearch.OpenSearchSinkTask";

    @Override
    public int batchEvents() {
        return 1_000;
    }

    @Override
    public Map<String, String> prepare(TestBed bed, String run) throws Exception {
        OpenSearchBed openSearch = OpenSearchBed.of(bed);
        openSearch.makeIndex(run);
        Map<String, String> settings = new HashMap<>(SinkSettings.of(bed, run));
        settings.put("opensearch.urls", openSearch.url());
        settings.put("opensearch.index", run);
        Map<String, String> values = new HashMap<>(SinkSettings.spec(TASK, settings));
        values.put(BulkLoader.URL, openSearch.url() + '/' + run);
        return values;
    }

    @Override
    public long count(TestBed bed, String run) throws Exception {
        return OpenSearchBed.of(bed).count(run);
    }

    @Override
    public void remove(TestBed bed, String run) throws Exception {
        OpenSearchBed.of(bed).deleteIndex(run);
    }
}
