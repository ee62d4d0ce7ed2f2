// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The default chain of credentials looks for these by name, and says nothing until a process is configured that way. */
class CredentialModulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "software.amazon.awssdk.services.sts.internal.StsWebIdentityCredentialsProviderFactory",
                "software.amazon.awssdk.services.sso.auth.SsoProfileCredentialsProviderFactory",
                "software.amazon.awssdk.services.ssooidc.SsoOidcProfileTokenProviderFactory",
            })
    void shouldBeThere(String factory) {
        assertThatCode(() -> Class.forName(factory)).doesNotThrowAnyException();
    }
}
