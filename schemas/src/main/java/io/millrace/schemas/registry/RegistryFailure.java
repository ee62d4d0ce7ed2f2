// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.registry;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/** What a registry's answer other than 2xx is about. */
public enum RegistryFailure {
    /** The registry has judged what it was asked about, and will judge the same next time. */
    ABOUT_THE_SCHEMA,
    /** It denies us access: an operator must act. */
    REFUSED,
    /** Nobody has judged anything; ask again. */
    AWAY;

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private static final int NO_SUCH_SCHEMA = 40403;
    private static final int CODES_PER_STATUS = 100;

    /**
     * For the request for a schema by its id. A 404 counts only with the registry's own code: a gateway in front of a registry
     * answers 404 for any path that it does not know.
     */
    public static RegistryFailure of(RestClientException answer) {
        int status = answer.getStatus();
        return switch (status) {
            case UNAUTHORIZED, FORBIDDEN, PROXY_AUTHENTICATION_REQUIRED -> REFUSED;
            case REQUEST_TIMEOUT, TOO_EARLY, TOO_MANY_REQUESTS -> AWAY;
            case NOT_FOUND -> answer.getErrorCode() == NO_SUCH_SCHEMA ? ABOUT_THE_SCHEMA : AWAY;
            default -> status >= BAD_REQUEST && status < SERVER_ERROR ? ABOUT_THE_SCHEMA : AWAY;
        };
    }

    /** For any other request: whether the registry itself says that it has no such subject, version or setting. */
    public static boolean isNotFound(RestClientException answer) {
        return answer.getStatus() == NOT_FOUND && answer.getErrorCode() / CODES_PER_STATUS == NOT_FOUND;
    }
}
