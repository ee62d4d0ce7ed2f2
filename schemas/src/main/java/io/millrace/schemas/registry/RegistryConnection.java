// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.registry;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.security.SslFactory;
import io.millrace.schemas.HttpUrl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** How the registry is reached, checked. Confluent's client is set up only here, and is never given a secret that it may log. */
public final class RegistryConnection {
    private static final int CACHED_SCHEMAS = 1_000;
    private static final Set<String> NO_VERIFICATION = Set.of("", "none");

    private final List<HttpUrl> urls;
    private final Map<String, ?> settings;
    private final Credentials credentials;

    private RegistryConnection(List<HttpUrl> urls, Map<String, ?> settings) {
        this.urls = urls;
        this.settings = settings;
        this.credentials = Credentials.of(urls, settings);
    }

    /**
     * A connection as it is configured.
     *
     * @param urls which are tried in turn
     * @param config with the keys of {@link RegistryKeys#DEFINITION} under {@link RegistryKeys#PREFIX}; throws {@link
     *     ConfigException} when they contradict each other
     */
    public static RegistryConnection of(List<String> urls, AbstractConfig config) {
        Map<String, Object> settings = new HashMap<>();
        for (String name : RegistryKeys.DEFINITION.names()) {
            Object value = config.values().get(RegistryKeys.PREFIX + name);
            settings.put(name, value instanceof Password secret ? secret.value() : value);
        }
        return new RegistryConnection(
                urls.stream()
                        .map(url -> HttpUrl.parse(RegistryKeys.PREFIX + "url", url))
                        .toList(),
                settings);
    }

    /** The addresses, without user or password. */
    public String where() {
        return String.join(",", addresses());
    }

    private List<String> addresses() {
        return urls.stream().map(HttpUrl::address).toList();
    }

    /** A client for that registry; nothing is requested yet. Throws {@link ConfigException} when keys or certificates cannot be read. */
    public SchemaRegistryClient connect() {
        RestService service = new RestService(addresses());
        service.setHttpConnectTimeoutMs((Integer) settings.get(RegistryKeys.CONNECT_TIMEOUT_MS));
        service.setHttpReadTimeoutMs((Integer) settings.get(RegistryKeys.READ_TIMEOUT_MS));
        String proxy = (String) settings.get(RegistryKeys.PROXY_HOST);
        if (!proxy.isEmpty()) {
            service.setProxy(proxy, (Integer) settings.get(RegistryKeys.PROXY_PORT));
        }
        credentials.applyTo(service);
        if (urls.stream().anyMatch(HttpUrl::isSecure)) {
            encrypt(service);
        }
        return over(service);
    }

    /** A client over a service that is set up already. */
    public static SchemaRegistryClient over(RestService service) {
        return new CachedSchemaRegistryClient(service, CACHED_SCHEMAS, List.of(new LenientAvro()), Map.of(), Map.of());
    }

    private void encrypt(RestService service) {
        Map<String, Object> tls = new HashMap<>(settings);
        tls.keySet().retainAll(RegistryKeys.TLS);
        try {
            service.setSslSocketFactory(new SslFactory(tls).sslContext().getSocketFactory());
        } catch (RuntimeException e) {
            throw unusable(e);
        }
        if (NO_VERIFICATION.contains(String.valueOf(tls.get(RegistryKeys.ENDPOINT_IDENTIFICATION)))) {
            service.setHostnameVerifier((host, session) -> true);
        }
    }

    private static ConfigException unusable(RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        ConfigException unusable =
                new ConfigException("The keys " + RegistryKeys.PREFIX + "ssl.* cannot be used: " + cause.getMessage());
        unusable.initCause(e);
        return unusable;
    }
}
