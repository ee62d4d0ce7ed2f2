// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import java.util.List;
import java.util.Set;

/** What the answer about one document means. */
public enum Verdict {
    /** It is durable, or was before. */
    TAKEN,
    /** It may be taken later: a full queue, an index that is closed or read-only, a shard that is away. */
    LATER,
    /** It will never be taken, for what it is. */
    REJECTED,
    /** No document would be taken, or nobody knows. */
    FATAL;

    private static final int REDIRECTION = 300;
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;

    private static final String VERSION_CONFLICT = "version_conflict_engine_exception";

    /** Request timeout, too early, too many requests, and a proxy's "client closed request". */
    private static final Set<Integer> PASSING_STATUS = Set.of(408, 425, 429, 499);

    private static final Set<Integer> ABOUT_ALL = Set.of(401, 403, 404, 405, 410);

    /**
     * Blocks are set by an operator or a full disk, indices are closed by one, and the last is what a cluster says that may hold no
     * more shards.
     */
    private static final Set<String> PASSING =
            Set.of("cluster_block_exception", "index_closed_exception", "validation_exception");

    private static final Set<String> LASTING = Set.of("invalid_index_name_exception", "invalid_alias_name_exception");

    /** What a processor of an ingest pipeline says of a document, under whatever status. */
    private static final Set<String> INGEST = Set.of("fail_processor_exception", "ingest_processor_exception");

    /** How nodes before OpenSearch report, under the type {@code exception}, what a processor cannot do with a document. */
    private static final String WRAPPED = "java.lang.IllegalArgumentException: ";

    /** Of {@code illegal_argument_exception}, which otherwise blames the document; none of these quotes payload. */
    private static final List<String> MISCONFIGURED = List.of(
            "only write ops with an op_type of create are allowed in data streams",
            "no write index is defined for alias",
            "pipeline with id");

    /**
     * The verdict on one document.
     *
     * @param type as {@code error.type}; empty when there is none
     * @param reason as {@code error.reason}; empty when there is none
     */
    public static Verdict of(int status, String type, String reason, WriteMode mode) {
        if (status < REDIRECTION) {
            return TAKEN;
        }
        if (status == CONFLICT) {
            return type.equals(VERSION_CONFLICT) && mode.isDoneByConflict() ? TAKEN : LATER;
        }
        if (INGEST.contains(type) || (type.equals("exception") && reason.startsWith(WRAPPED))) {
            return REJECTED;
        }
        if (status >= SERVER_ERROR || passes(status, type)) {
            return LATER;
        }
        boolean isAboutAll = status < BAD_REQUEST
                || ABOUT_ALL.contains(status)
                || LASTING.contains(type)
                || MISCONFIGURED.stream().anyMatch(reason::startsWith);
        return isAboutAll ? FATAL : REJECTED;
    }

    /** Whether an answer that is no fault of the server, about a document or a whole request, may be another one later. */
    public static boolean passes(int status, String type) {
        return PASSING_STATUS.contains(status) || PASSING.contains(type);
    }
}
