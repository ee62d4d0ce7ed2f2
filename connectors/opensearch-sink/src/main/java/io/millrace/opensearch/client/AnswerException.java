// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.client;

/**
 * The cluster has refused a request, or a document with a reason that is not the document's. The message holds the status, the
 * error's type, and of its reason only what holds no payload.
 */
public final class AnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final int status;
    private final String type;
    private final String reason;

    /**
     * A refusal as the answer has it.
     *
     * @param type as {@code error.type}; empty when there is none
     * @param reason as {@code error.reason}, which may quote payload; empty when there is none
     */
    public AnswerException(int status, String type, String reason) {
        super(status + (type.isEmpty() ? " without a type" : " " + type) + advice(status, type, reason));
        this.status = status;
        this.type = type;
        this.reason = reason;
    }

    /** What an operator can do about it. */
    private static String advice(int status, String type, String reason) {
        if (reason.startsWith("only write ops with an op_type of create")) {
            return ": the index is a data stream, which demands opensearch.write=create";
        }
        return switch (type) {
            case "index_not_found_exception" ->
                ": create the index, allow the cluster to (action.auto_create_index), or correct opensearch.index";
            case "invalid_index_name_exception" -> ": correct opensearch.index";
            case "cluster_block_exception" ->
                ": the index or the cluster is blocked, by an operator or for want of disk space";
            case "index_closed_exception" -> ": open the index, or correct opensearch.index";
            case "validation_exception" -> ": the cluster may hold no more shards";
            default -> advice(status);
        };
    }

    private static String advice(int status) {
        return switch (status) {
            case UNAUTHORIZED -> ": correct opensearch.user and opensearch.password, or the key";
            case FORBIDDEN -> ": the credentials must be allowed to write to the index";
            default -> "";
        };
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }

    /** For judgement only: it may quote payload. */
    public String reason() {
        return reason;
    }
}
