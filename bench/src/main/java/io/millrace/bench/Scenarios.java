// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import io.millrace.bench.gateway.GatewayRuns;
import io.millrace.bench.latency.LatencyRuns;
import io.millrace.bench.latency.StartRuns;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.opensearch.OpenSearchPeerRuns;
import io.millrace.bench.opensearch.OpenSearchRuns;
import io.millrace.bench.path.PathRuns;
import io.millrace.bench.postgres.PostgresPeerRuns;
import io.millrace.bench.postgres.PostgresRuns;
import io.millrace.bench.profiles.ProfileRuns;
import io.millrace.bench.runs.BatchSizeRuns;
import io.millrace.bench.runs.CoreRuns;
import io.millrace.bench.runs.EventSizeRuns;
import io.millrace.bench.runs.FlinkRuns;
import io.millrace.bench.runs.GuaranteeRuns;
import io.millrace.bench.runs.OpenBatchRuns;
import io.millrace.bench.runs.PartitionRuns;
import io.millrace.bench.runs.RestoreRuns;
import io.millrace.bench.runs.StageRuns;
import io.millrace.bench.s3.S3Runs;
import java.util.List;

/** All scenarios, the map of what is measured. */
final class Scenarios {
    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                CoreRuns.core(),
                BatchSizeRuns.batchSize(),
                EventSizeRuns.eventSize(),
                PartitionRuns.partitions(),
                PartitionRuns.threads(),
                OpenBatchRuns.openBatches(),
                GuaranteeRuns.guarantee(),
                StageRuns.stages(),
                RestoreRuns.restore(),
                S3Runs.scenario(),
                OpenSearchRuns.scenario(),
                OpenSearchPeerRuns.scenario(),
                PostgresRuns.scenario(),
                PostgresPeerRuns.scenario(),
                FlinkRuns.flink(),
                LatencyRuns.latency(),
                StartRuns.start(),
                PathRuns.path(),
                PathRuns.orders(),
                PathRuns.ingest(),
                GatewayRuns.scenario(),
                ProfileRuns.profiles());
    }
}
