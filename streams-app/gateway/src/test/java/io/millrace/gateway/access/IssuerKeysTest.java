// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.millrace.config.gateway.JwtConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {
    private static final int BITS = 2048;
    private static final int HOUR = 3_600;

    private HttpServer issuer;
    private RSAKey key;
    private IssuerKeys keys;
    private volatile Runnable whileAsked = () -> {};

    @BeforeEach
    void start() throws IOException, JOSEException {
        key = new RSAKeyGenerator(BITS).keyID("k1").generate();
        issuer = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        issuer.createContext("/keys", exchange -> {
            whileAsked.run();
            byte[] body = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
        String url = "http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys";
        keys = new IssuerKeys(new JwtConfig(url, "https://issuer", "millrace"));
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    @Test
    void shouldBelieveWhatTheIssuerHasSignedForUs() throws Exception {
        String early = signed(claims().build());
        assertThatThrownBy(() -> keys.subject(early))
                .as("before its keys are known")
                .isInstanceOfSatisfying(KeysPendingException.class, e -> assertThat(e.isNoneKnown())
                        .isTrue());

        keys.check(0);

        assertThat(keys.subject(signed(claims().build()))).isEqualTo("billing");
        assertThat(keys.subject(signed(claims().audience("another").build()))).isNull();
        assertThat(keys.subject(signed(claims().issuer("https://other").build())))
                .isNull();
        assertThat(keys.subject(signed(claims().expirationTime(in(-HOUR)).build())))
                .isNull();
        assertThat(keys.subject(signed(claims().expirationTime(null).build()))).isNull();
        assertThat(keys.subject("a.b.c")).isNull();
        assertThat(keys.subject("no token")).isNull();
    }

    @Test
    void shouldBelieveNoSignatureThatAnybodyCanMake() throws Exception {
        keys.check(0);
        SignedJWT shared = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
        shared.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        SignedJWT others = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims().build());
        others.sign(new RSASSASigner(new RSAKeyGenerator(BITS).generate()));

        assertThat(keys.subject(shared.serialize())).isNull();
        assertThat(keys.subject(others.serialize())).isNull();
        assertThat(keys.subject(new PlainJWT(claims().build()).serialize())).isNull();
    }

    @Test
    void shouldKeepTheKeysOfAnIssuerThatDoesNotAnswer() throws Exception {
        keys.check(0);
        issuer.stop(0);
        keys.check(TimeUnit.MINUTES.toNanos(6));

        assertThat(keys.subject(signed(claims().build()))).isEqualTo("billing");
    }

    @Test
    void shouldAskAgainForAKeyThatItDoesNotKnow() throws Exception {
        keys.check(0);
        key = new RSAKeyGenerator(BITS).keyID("k2").generate();
        String token = signed(claims().build());

        assertPending(token);
        keys.check(TimeUnit.SECONDS.toNanos(1));
        assertPending(token);
        keys.check(TimeUnit.SECONDS.toNanos(11));
        assertThat(keys.subject(token)).isEqualTo("billing");
    }

    @Test
    void shouldAskAgainWhenASignatureIsNotOfTheKeyOfThatName() throws Exception {
        keys.check(0);
        key = new RSAKeyGenerator(BITS).keyID("k1").generate();
        String token = signed(claims().build());

        assertThat(keys.subject(token)).isNull();
        keys.check(TimeUnit.SECONDS.toNanos(11));
        assertThat(keys.subject(token)).isEqualTo("billing");
    }

    @Test
    void shouldRefuseAKeyThatTheIssuerDoesNotHaveOnceItHasSaidSo() throws Exception {
        keys.check(0);
        RSAKey real = key;
        key = new RSAKeyGenerator(BITS).keyID("k2").generate();
        String token = signed(claims().build());
        key = real;

        assertPending(token);
        keys.check(TimeUnit.SECONDS.toNanos(11));
        assertThat(keys.subject(token)).isNull();
        assertThat(keys.subject(signed(claims().build()))).isEqualTo("billing");
    }

    /** Its keys may have been read before the new one was there. */
    @Test
    void shouldNotTakeAnAnswerForOneToATokenThatCameMeanwhile() throws Exception {
        keys.check(0);
        RSAKey before = key;
        key = new RSAKeyGenerator(BITS).keyID("k2").generate();
        String wakes = signed(claims().build());
        assertPending(wakes);
        String token = signed(claims().jwtID("another").build());
        RSAKey next = key;
        key = before;
        whileAsked = () -> assertPending(token);
        keys.check(TimeUnit.SECONDS.toNanos(11));
        whileAsked = () -> {};

        assertThat(keys.subject(wakes)).isNull();
        assertPending(token);
        key = next;
        keys.check(TimeUnit.SECONDS.toNanos(22));
        assertThat(keys.subject(token)).isEqualTo("billing");
    }

    @Test
    void shouldForgetSomeOfManyTokensOfUnknownKeysAndBelieveTheGoodOne() throws Exception {
        keys.check(0);
        String unknown =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k9").build().toBase64URL() + "." + "e30.";
        for (int i = 0; i < 20_000; i++) {
            assertPending(unknown + "c" + i);
        }
        assertThat(keys.subject(signed(claims().build()))).isEqualTo("billing");
    }

    @Test
    void shouldNotTellWhileTheIssuerDoesNotAnswer() throws Exception {
        keys.check(0);
        key = new RSAKeyGenerator(BITS).keyID("k2").generate();
        String token = signed(claims().build());
        assertPending(token);
        issuer.stop(0);

        keys.check(TimeUnit.SECONDS.toNanos(11));

        assertPending(token);
    }

    private void assertPending(String token) {
        assertThatThrownBy(() -> keys.subject(token)).isInstanceOfSatisfying(KeysPendingException.class, e -> {
            assertThat(e.retryAfter()).isBetween(10, 12);
            assertThat(e.isNoneKnown()).isFalse();
        });
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject("billing")
                .issuer("https://issuer")
                .audience("millrace")
                .expirationTime(in(HOUR));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private String signed(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
