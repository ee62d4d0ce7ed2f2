// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo.samples;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What a payload is made from.
 *
 * @param id unique for each event
 * @param businessId the same for an event and its repetitions
 * @param time the event time, in epoch milliseconds
 * @param random decides everything else
 */
record Facts(String id, String businessId, long time, SplittableRandom random) {

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }
}
