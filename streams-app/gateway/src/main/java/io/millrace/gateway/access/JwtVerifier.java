// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

/** Tells a JSON Web Token that may be believed from one that may not. Answers at once. */
@FunctionalInterface
public interface JwtVerifier {
    /**
     * The {@code sub} of a valid token; null for anything else. Throws when that cannot be told yet, because the issuer may have a key
     * that it has not been asked for since the token came.
     */
    String subject(String token) throws KeysPendingException;
}
