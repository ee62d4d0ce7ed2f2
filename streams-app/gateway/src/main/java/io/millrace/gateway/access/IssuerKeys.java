// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.millrace.config.gateway.JwtConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens that an issuer has signed, told by the keys that it publishes. These are fetched beside the requests, and the last ones that it
 * gave stay in effect for as long as it does not answer.
 */
public final class IssuerKeys implements JwtVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long FRESH = TimeUnit.MINUTES.toNanos(5);
    private static final long BETWEEN_ATTEMPTS = TimeUnit.SECONDS.toNanos(10);
    private static final int OK = 200;

    /** Signatures of private keys only: whoever knows a public key could sign with it as a shared secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final JwtConfig config;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private volatile DefaultJWTProcessor<SecurityContext> processor;
    private volatile boolean wanted = true;
    private long fetchedAt;
    private Long attemptedAt;

    public IssuerKeys(JwtConfig config) {
        this.config = config;
    }

    @Override
    public String subject(String token) {
        DefaultJWTProcessor<SecurityContext> known = processor;
        if (known == null) {
            return null;
        }
        try {
            return known.process(token, null).getSubject();
        } catch (BadJOSEException e) {
            // It may be signed with a key that is newer than those.
            wanted = true;
            return null;
        } catch (ParseException | JOSEException e) {
            return null;
        }
    }

    /**
     * Asks the issuer when its keys are old, unknown, or may have changed. To be called by one thread, about once a second.
     *
     * @param now of {@link System#nanoTime}
     */
    public void check(long now) {
        boolean due = wanted || now - fetchedAt > FRESH;
        if (!due || (attemptedAt != null && now - attemptedAt < BETWEEN_ATTEMPTS)) {
            return;
        }
        attemptedAt = now;
        try {
            processor = processor(fetch());
            fetchedAt = now;
            wanted = false;
        } catch (IOException | ParseException | IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("url", config.jwksUrl())
                    .addKeyValue("why", e.toString())
                    .log(processor == null ? "No keys to verify tokens with" : "The issuer's last keys stay in effect");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JWKSet fetch() throws IOException, ParseException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(config.jwksUrl()))
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IOException("HTTP " + response.statusCode());
        }
        JWKSet keys = JWKSet.parse(response.body());
        if (keys.isEmpty()) {
            throw new IOException("no keys");
        }
        return keys;
    }

    private DefaultJWTProcessor<SecurityContext> processor(JWKSet keys) {
        DefaultJWTProcessor<SecurityContext> next = new DefaultJWTProcessor<>();
        next.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        next.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                config.audience(),
                new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
                Set.of("sub", "exp")));
        return next;
    }
}
