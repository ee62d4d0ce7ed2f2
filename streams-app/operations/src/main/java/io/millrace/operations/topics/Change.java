// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One thing to do to one topic. */
public sealed interface Change {
    String topic();

    /** What is changed: a setting by its name, or in words. */
    String what();

    /** Empty when there is nothing yet. */
    String now();

    String wanted();

    /** Whether less survives a failure after the change than before. */
    boolean lowers();

    /**
     * A topic that does not exist.
     *
     * @param copies −1 for the brokers' default
     */
    record Create(String topic, int partitions, short copies, Map<String, String> settings) implements Change {
        public Create {
            settings = Map.copyOf(settings);
        }

        @Override
        public String what() {
            return "create";
        }

        @Override
        public String now() {
            return "";
        }

        @Override
        public String wanted() {
            String text =
                    partitions + " partitions, " + (copies < 0 ? "the brokers' default number of" : copies) + " copies";
            return new TreeMap<>(settings)
                    .entrySet().stream()
                            .map(setting -> ", " + setting.getKey() + '=' + setting.getValue())
                            .collect(Collectors.joining("", text, ""));
        }

        @Override
        public boolean lowers() {
            return false;
        }
    }

    /** More partitions: never fewer, which Kafka does not support. */
    record AddPartitions(String topic, int from, int to) implements Change {
        @Override
        public String what() {
            return "partitions";
        }

        @Override
        public String now() {
            return Integer.toString(from);
        }

        @Override
        public String wanted() {
            return Integer.toString(to);
        }

        @Override
        public boolean lowers() {
            return false;
        }
    }

    /**
     * Another value of a setting.
     *
     * @param what the setting
     */
    record Alter(String topic, String what, String now, String wanted, boolean lowers) implements Change {}

    /**
     * More or fewer copies.
     *
     * @param assignment brokers for each partition whose number of copies changes, the current leader first
     */
    record Reassign(String topic, int from, int to, Map<Integer, List<Integer>> assignment) implements Change {
        public Reassign {
            assignment = Map.copyOf(assignment);
        }

        @Override
        public String what() {
            return "replication.factor";
        }

        @Override
        public String now() {
            return Integer.toString(from);
        }

        @Override
        public String wanted() {
            return Integer.toString(to);
        }

        @Override
        public boolean lowers() {
            return to < from;
        }
    }
}
