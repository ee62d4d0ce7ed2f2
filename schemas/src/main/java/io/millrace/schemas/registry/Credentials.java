// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.registry;

import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.security.basicauth.BasicAuthCredentialProvider;
import io.confluent.kafka.schemaregistry.client.security.bearerauth.BearerAuthCredentialProvider;
import io.millrace.schemas.HttpUrl;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** How we authenticate to the registry: not at all, as a user with a password, or with a bearer token. */
sealed interface Credentials {
    void applyTo(RestService service);

    static Credentials of(List<HttpUrl> urls, Map<String, ?> settings) {
        String userInfo = (String) settings.get(RegistryKeys.USER_INFO);
        String token = (String) settings.get(RegistryKeys.TOKEN);
        boolean isUser = settings.get(RegistryKeys.BASIC_SOURCE).equals(RegistryKeys.FROM_USER_INFO);
        boolean isBearer = settings.get(RegistryKeys.BEARER_SOURCE).equals(RegistryKeys.STATIC_TOKEN);
        requireBoth(RegistryKeys.BASIC_SOURCE, RegistryKeys.FROM_USER_INFO, isUser, RegistryKeys.USER_INFO, userInfo);
        requireBoth(RegistryKeys.BEARER_SOURCE, RegistryKeys.STATIC_TOKEN, isBearer, RegistryKeys.TOKEN, token);
        if (isUser && isBearer) {
            throw new ConfigException("The registry takes a user or a token: set " + key(RegistryKeys.BASIC_SOURCE)
                    + " or " + key(RegistryKeys.BEARER_SOURCE) + ", not both");
        }
        if (isBearer) {
            return new Token(token, (String) settings.get(RegistryKeys.LOGICAL_CLUSTER), (String)
                    settings.get(RegistryKeys.IDENTITY_POOL));
        }
        return new User(isUser ? userInfo : inUrl(urls));
    }

    /** All addresses belong to one registry, so a user given for one is known at all of them. */
    private static String inUrl(List<HttpUrl> urls) {
        return urls.stream()
                .map(HttpUrl::userInfo)
                .filter(userInfo -> userInfo != null)
                .findFirst()
                .orElse(null);
    }

    private static void requireBoth(String source, String value, boolean isSource, String key, String secret) {
        if (isSource == (secret == null || secret.isEmpty())) {
            throw new ConfigException(
                    "Set " + key(source) + '=' + value + " together with " + key(key) + ", or neither of them");
        }
    }

    private static String key(String name) {
        return RegistryKeys.PREFIX + name;
    }

    /** No authentication when {@code userInfo} is null. */
    final class User implements Credentials, BasicAuthCredentialProvider {
        private final String userInfo;

        User(String userInfo) {
            this.userInfo = userInfo;
        }

        @Override
        public void applyTo(RestService service) {
            service.setBasicAuthCredentialProvider(this);
        }

        @Override
        public String alias() {
            return RegistryKeys.FROM_USER_INFO;
        }

        @Override
        public String getUserInfo(URL url) {
            return userInfo;
        }

        @Override
        public void configure(Map<String, ?> configs) {}
    }

    /** The client's own provider for a fixed token does not load with current Kafka versions. */
    final class Token implements Credentials, BearerAuthCredentialProvider {
        private final String token;
        private final String cluster;
        private final String identityPool;

        Token(String token, String cluster, String identityPool) {
            this.token = token;
            this.cluster = cluster;
            this.identityPool = identityPool;
        }

        @Override
        public void applyTo(RestService service) {
            service.setBearerAuthCredentialProvider(this);
        }

        @Override
        public String getBearerToken(URL url) {
            return token;
        }

        @Override
        public String getTargetSchemaRegistry() {
            return cluster;
        }

        @Override
        public String getTargetIdentityPoolId() {
            return identityPool;
        }

        @Override
        public void configure(Map<String, ?> configs) {}
    }
}
