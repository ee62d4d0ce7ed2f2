// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
    private static final long SECOND = 1_000_000_000;
    private static final String NONSENSE = "s3cr3t-as-it-is";

    @TempDir
    Path folder;

    @Test
    void shouldKnowClientsByTokenCertificateAndJwt() throws Exception {
        ClientsFile file = file(
                "shop.token.sha256=" + hash("old") + ", " + hash("new"),
                "shop.pipelines=clicks, orders",
                "edge.subject=CN=edge, O=Example",
                "edge.pipelines=*",
                "bill.jwt.sub=billing",
                "bill.pipelines=orders");
        Authenticator who = new Authenticator(file, token -> token.equals("a.b.c") ? "billing" : null);

        assertThat(who.client("Bearer new", null).name()).isEqualTo("shop");
        assertThat(who.client("bearer  old ", null).maySendTo("logs")).isFalse();
        assertThat(who.client(null, new X500Principal("cn=Edge,o=example")).maySendTo("logs"))
                .isTrue();
        assertThat(who.client("Bearer a.b.c", null).name()).isEqualTo("bill");
        assertThat(who.client("Bearer other", new X500Principal("CN=edge,O=Example")))
                .isNull();
        assertThat(who.client("Basic new", null)).isNull();
        assertThat(who.client(null, null)).isNull();
        assertThat(new Authenticator(null, null).client(null, null)).isEqualTo(Client.ANYBODY);
    }

    @Test
    void shouldFollowTheFileAndKeepTheLastUsableOne() throws Exception {
        ClientsFile file = file("shop.token.sha256=" + hash("old"), "shop.pipelines=*", "shop.events.per.second=5");
        Client before = file.clients().byToken("old");

        write("shop.token.sha256=" + hash("new"), "shop.pipelines=*", "shop.events.per.second=5");
        file.check();
        Client after = file.clients().byToken("new");
        assertThat(file.clients().byToken("old")).isNull();
        assertThat(after.quota()).as("keeps its debt").isSameAs(before.quota());

        write("shop.token.sha256=" + NONSENSE, "shop.pipelines=*");
        file.check();
        Files.delete(folder.resolve("clients"));
        file.check();
        assertThat(file.clients().byToken("new")).isEqualTo(after);
    }

    @Test
    void shouldSayWhatIsWrongWithoutSayingATokenOrItsHash() throws IOException {
        for (List<String> lines : List.of(
                List.of("shop.token.sha256=" + NONSENSE, "shop.pipelines=*"),
                List.of("shop.token.sha256=" + hash(NONSENSE)),
                List.of("shop.pipelines=*", "shop.tokens=" + NONSENSE),
                List.of("shop.pipelines=*", "shop.events.per.second=" + NONSENSE),
                List.of("shop.pipelines=*", "shop.subject=" + NONSENSE),
                List.of("shop=" + NONSENSE))) {
            assertThatThrownBy(() -> file(lines.toArray(String[]::new)))
                    .isInstanceOf(ClientsFileException.class)
                    .hasMessageNotContaining(NONSENSE)
                    .hasMessageNotContaining(hash(NONSENSE))
                    .hasMessageContaining("shop");
        }
    }

    @Test
    void shouldLetRequestsInUntilTheirEventsAreADebt() {
        Quota quota = new Quota(10, 0);

        assertThat(quota.secondsToWait(0)).isZero();
        quota.charge(35);
        assertThat(quota.secondsToWait(0)).isEqualTo(3);
        assertThat(quota.secondsToWait(2 * SECOND)).isEqualTo(1);
        assertThat(quota.secondsToWait(3 * SECOND)).isZero();
        quota.charge(11);
        assertThat(quota.secondsToWait(100 * SECOND)).isZero();
        quota.charge(10);
        assertThat(quota.secondsToWait(100 * SECOND))
                .as("never more than a second's worth is saved up")
                .isEqualTo(1);
    }

    private ClientsFile file(String... lines) throws IOException, ClientsFileException {
        return new ClientsFile(write(lines));
    }

    private Path write(String... lines) throws IOException {
        return Files.write(folder.resolve("clients"), List.of(lines));
    }

    private static String hash(String token) {
        return HexFormat.of().formatHex(Clients.sha256(token));
    }
}
