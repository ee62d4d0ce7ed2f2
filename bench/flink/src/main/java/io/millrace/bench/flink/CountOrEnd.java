// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.flink;

import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Fires and purges when a window holds so many events, and at its end. Flink has a trigger for each and none for both.
 * It counts in a value state, which costs RocksDB a read and a write for each event; the reducing state of Flink's own
 * count trigger costs a read more.
 */
final class CountOrEnd extends Trigger<Object, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final ValueStateDescriptor<Integer> counted = new ValueStateDescriptor<>("count", Types.INT);
    private final int most;

    CountOrEnd(int most) {
        this.most = most;
    }

    @Override
    public TriggerResult onElement(Object event, long timestamp, TimeWindow window, TriggerContext context)
            throws IOException {
        Progress.event();
        ValueState<Integer> state = context.getPartitionedState(counted);
        Integer before = state.value();
        if (before == null) {
            context.registerEventTimeTimer(window.maxTimestamp());
        }
        int count = before == null ? 1 : before + 1;
        if (count >= most) {
            state.clear();
            return TriggerResult.FIRE_AND_PURGE;
        }
        state.update(count);
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext context) {
        return time == window.maxTimestamp() ? TriggerResult.FIRE_AND_PURGE : TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext context) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public void clear(TimeWindow window, TriggerContext context) {
        context.deleteEventTimeTimer(window.maxTimestamp());
        context.getPartitionedState(counted).clear();
    }
}
