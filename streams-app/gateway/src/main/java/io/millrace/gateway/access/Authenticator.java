// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/** Who sends a request. Thread-safe. */
public final class Authenticator {
    private static final String BEARER = "bearer ";

    private final ClientsFile file;
    private final JwtVerifier jwt;

    /**
     * @param file null when anybody may send anything
     * @param jwt null when JSON Web Tokens are not taken
     */
    public Authenticator(ClientsFile file, JwtVerifier jwt) {
        this.file = file;
        this.jwt = jwt;
    }

    /**
     * Null for somebody unknown. A token has precedence over a certificate. Throws when the client should ask again, as nobody can tell
     * yet.
     *
     * @param authorization the header, or null
     * @param certificate the subject of a verified one, or null
     */
    public Client client(String authorization, X500Principal certificate) throws KeysPendingException {
        if (file == null) {
            return Client.ANYBODY;
        }
        Clients clients = file.clients();
        if (authorization == null) {
            return certificate == null ? null : clients.bySubject(certificate);
        }
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return null;
        }
        String token = authorization.substring(BEARER.length()).strip();
        Client known = clients.byToken(token);
        if (known != null || jwt == null) {
            return known;
        }
        String subject = jwt.subject(token);
        return subject == null ? null : clients.jwtSubjects().get(subject);
    }
}
