// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.schemas.TopicNames;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What a connector reads, by Connect's own keys.
 *
 * @param pattern null when it reads topics by name
 */
record ReadTopics(Set<String> names, Pattern pattern) {
    static final String TOPICS = "topics";
    static final String TOPICS_REGEX = "topics.regex";

    ReadTopics {
        names = Set.copyOf(names);
    }

    /** Connect itself refuses settings without topics, or with an invalid pattern. */
    static ReadTopics of(Map<String, ?> settings) {
        Object topics = settings.containsKey(TOPICS) ? settings.get(TOPICS) : "";
        Set<String> names = new HashSet<>();
        for (Object topic : (List<?>) ConfigDef.parseType(TOPICS, topics, ConfigDef.Type.LIST)) {
            names.add(topic.toString());
        }
        Object regex = settings.get(TOPICS_REGEX);
        return new ReadTopics(names, regex == null || regex.toString().isEmpty() ? null : pattern(regex.toString()));
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    boolean contains(String topic) {
        return names.contains(topic)
                || (pattern != null && pattern.matcher(topic).matches());
    }

    /** The key that names them. */
    String key() {
        return pattern == null ? TOPICS : TOPICS_REGEX;
    }

    /**
     * A dead-letter topic that is read too, so that each dead letter would become the next. Given only a pattern and no
     * dead-letter topic, it guesses the pipelines from the words of the pattern.
     *
     * @param deadLetterTopic empty for those of the pipelines
     */
    Optional<String> ownDeadLetters(String deadLetterTopic) {
        Stream<String> candidates = deadLetterTopic.isEmpty()
                ? Stream.concat(names.stream().map(TopicNames::pipelineOf), guessedPipelines())
                        .map(TopicNames::deadLetters)
                : Stream.of(deadLetterTopic);
        return candidates.filter(this::contains).findFirst();
    }

    private Stream<String> guessedPipelines() {
        if (pattern == null) {
            return Stream.empty();
        }
        String[] words = pattern.pattern().replace("\\.", ".").split("[^A-Za-z0-9._-]+", -1);
        return Stream.concat(
                Stream.of("a", "a.a", "a-a"),
                Stream.of(words)
                        .flatMap(word -> Stream.of(word, word.replaceFirst("\\.+$", ""), word + "a"))
                        .filter(pipeline -> !pipeline.isEmpty()));
    }
}
