// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.facts;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The brokers.
 *
 * @param count of those that are up
 * @param settings by name, by id of broker; empty when they may not be read
 * @param metadataVersion level at which the cluster runs, or −1 for none
 * @param supportedVersion level that the brokers support, or −1 for none
 * @param transactionVersion level of transactions, or −1 for none
 */
public record BrokerFacts(
        int count,
        Map<Integer, Map<String, String>> settings,
        int metadataVersion,
        int supportedVersion,
        int transactionVersion) {
    public BrokerFacts {
        settings = new TreeMap<>(settings);
    }

    public boolean areReadable() {
        return !settings.isEmpty();
    }

    /** The minimum over all brokers; {@link Long#MAX_VALUE} when nobody says. */
    public long least(String setting) {
        return numbers(setting).min().orElse(Long.MAX_VALUE);
    }

    /** The maximum over all brokers; {@link Long#MIN_VALUE} when nobody says. */
    public long most(String setting) {
        return numbers(setting).max().orElse(Long.MIN_VALUE);
    }

    private LongStream numbers(String setting) {
        return settings.values().stream()
                .map(broker -> broker.get(setting))
                .filter(value -> value != null && value.matches("-?\\d{1,18}"))
                .mapToLong(Long::parseLong);
    }

    public boolean anyHas(String setting, String value) {
        return settings.values().stream().anyMatch(broker -> value.equals(broker.get(setting)));
    }
}
