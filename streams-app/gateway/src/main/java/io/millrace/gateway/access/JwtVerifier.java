// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

/** Tells a JSON Web Token that may be believed from one that may not. Answers at once. */
@FunctionalInterface
public interface JwtVerifier {
    /** The {@code sub} of a valid token; null for anything else. */
    String subject(String token);
}
