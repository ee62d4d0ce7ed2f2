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
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens that an issuer has signed, told by the keys that it publishes. These are fetched beside the requests, and the last ones that it
 * gave stay in effect for as long as it does not answer. A token of a key that is not among them is neither good nor bad until the issuer
 * was asked once more.
 */
public final class IssuerKeys implements JwtVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long FRESH = TimeUnit.MINUTES.toNanos(5);
    private static final long BETWEEN_ATTEMPTS = TimeUnit.SECONDS.toNanos(10);
    private static final int OK = 200;

    /** So that not all clients come back at once. */
    private static final int MOST_MORE_SECONDS = 2;

    /** One that is forgotten is asked to come again, once more. */
    private static final int MOST_UNDECIDED = 10_000;

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
    /** Null before the first answer. */
    private volatile Keys keys;

    private volatile boolean wanted = true;

    /** How many attempts to fetch keys have begun. */
    private volatile int begun;

    /** By the hash of a token that cannot be told yet, how many attempts had begun when it came; of the latest ones. */
    private final Map<Long, Integer> undecided = new LinkedHashMap<>();

    private long fetchedAt;
    private Long attemptedAt;

    /** What the issuer has said to the attempt of that number, which counts from 1. */
    private record Keys(JWKSet all, DefaultJWTProcessor<SecurityContext> processor, int attempt) {
        boolean have(String id) {
            return id != null && all.getKeyByKeyId(id) != null;
        }
    }

    public IssuerKeys(JwtConfig config) {
        this.config = config;
    }

    @Override
    public String subject(String token) throws KeysPendingException {
        SignedJWT signed;
        try {
            signed = SignedJWT.parse(token);
        } catch (ParseException e) {
            return null;
        }
        if (!ALGORITHMS.contains(signed.getHeader().getAlgorithm())) {
            return null;
        }
        Keys known = keys;
        if (known != null) {
            try {
                return known.processor.process(signed, null).getSubject();
            } catch (BadJWTException e) {
                // Signed well, but not for us, or not any more.
                return null;
            } catch (BadJOSEException | JOSEException e) {
                if (known.have(signed.getHeader().getKeyID())) {
                    // Unless the issuer has another key of that name by now, nobody will ever believe it.
                    wanted = true;
                    return null;
                }
            }
        }
        int before = begunBefore(token);
        wanted = true;
        if (known != null && known.attempt > before) {
            return null;
        }
        int seconds = (int) TimeUnit.NANOSECONDS.toSeconds(BETWEEN_ATTEMPTS)
                + ThreadLocalRandom.current().nextInt(MOST_MORE_SECONDS + 1);
        throw new KeysPendingException(seconds, known == null);
    }

    /** How many attempts had begun when the token came first. */
    private int begunBefore(String token) {
        long hash = ((long) token.hashCode() << Integer.SIZE)
                ^ new StringBuilder(token).reverse().toString().hashCode();
        synchronized (undecided) {
            Integer before = undecided.putIfAbsent(hash, begun);
            if (undecided.size() > MOST_UNDECIDED) {
                undecided.remove(undecided.keySet().iterator().next());
            }
            return before == null ? begun : before;
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
        wanted = false;
        int attempt = begun + 1;
        begun = attempt;
        try {
            keys = keys(fetch(), attempt);
            fetchedAt = now;
        } catch (IOException | ParseException | IllegalArgumentException e) {
            wanted = true;
            LOG.atWarn()
                    .addKeyValue("url", config.jwksUrl())
                    .addKeyValue("why", e.toString())
                    .log(keys == null ? "No keys to verify tokens with" : "The issuer's last keys stay in effect");
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
        JWKSet all = JWKSet.parse(response.body());
        if (all.isEmpty()) {
            throw new IOException("no keys");
        }
        return all;
    }

    private Keys keys(JWKSet all, int attempt) {
        DefaultJWTProcessor<SecurityContext> next = new DefaultJWTProcessor<>();
        next.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(all)));
        next.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                config.audience(),
                new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
                Set.of("sub", "exp")));
        return new Keys(all, next, attempt);
    }
}
