// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import io.millrace.config.stages.Rollup;
import java.util.List;
import java.util.Set;

/** The windows of a running pipeline: those of this instance, and who has the others. Any thread may ask. */
public interface RollupWindows {
    /** Those of the partitions that this instance owns. Throws {@link TopRefusedException} when it is not ready to say. */
    List<PartitionWindows> local(Rollup rollup);

    /** The {@code host:port} of each other instance that has windows of the rollup. Throws {@link TopRefusedException} like {@link #local}. */
    Set<String> others(Rollup rollup);

    /** How many there are in the whole application. */
    int partitions();
}
