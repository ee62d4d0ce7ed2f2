// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.client;

import io.millrace.schemas.HttpUrl;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Makes the client as configured with {@link AccessKeys}. */
public final class Access {
    private Access() {}

    /** Throws {@link ConfigException} when keys contradict each other, and when certificates or keys cannot be read. */
    public static Cluster of(AbstractConfig sink) {
        check(sink);
        List<URI> urls = AccessKeys.urls(sink);
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofMillis(sink.getInt(AccessKeys.CONNECT_TIMEOUT_MS)));
        if (urls.stream().anyMatch(url -> "https".equals(url.getScheme()))) {
            encrypt(client, sink);
        }
        return new Cluster(
                client.build(),
                new Nodes(urls, System::nanoTime),
                credentials(sink),
                Duration.ofMillis(sink.getInt(AccessKeys.REQUEST_TIMEOUT_MS)));
    }

    /** Throws {@link ConfigException} for keys that contradict each other. */
    public static void check(AbstractConfig sink) {
        both(sink, AccessKeys.USER, AccessKeys.PASSWORD);
        both(sink, AccessKeys.AWS_ACCESS_KEY_ID, AccessKeys.AWS_SECRET_ACCESS_KEY);
        long ways = List.of(AccessKeys.USER, AccessKeys.API_KEY, AccessKeys.AWS_REGION).stream()
                .filter(key -> !text(sink, key).isEmpty())
                .count();
        if (ways > 1) {
            throw new ConfigException("Set one of " + AccessKeys.USER + ", " + AccessKeys.API_KEY + " and "
                    + AccessKeys.AWS_REGION + ", not several: a request carries one kind of credentials");
        }
    }

    private static void both(AbstractConfig sink, String name, String secret) {
        if (text(sink, name).isEmpty() != text(sink, secret).isEmpty()) {
            throw new ConfigException(name, text(sink, name), "set both it and " + secret + ", or neither");
        }
    }

    private static String text(AbstractConfig sink, String key) {
        return sink.typeOf(key) == ConfigDef.Type.PASSWORD
                ? sink.getPassword(key).value()
                : sink.getString(key);
    }

    private static Credentials credentials(AbstractConfig sink) {
        if (!text(sink, AccessKeys.USER).isEmpty()) {
            return Credentials.basic(text(sink, AccessKeys.USER), text(sink, AccessKeys.PASSWORD));
        }
        if (!text(sink, AccessKeys.API_KEY).isEmpty()) {
            return Credentials.apiKey(text(sink, AccessKeys.API_KEY));
        }
        if (!text(sink, AccessKeys.AWS_REGION).isEmpty()) {
            return new SigV4(aws(sink), text(sink, AccessKeys.AWS_REGION), text(sink, AccessKeys.AWS_SERVICE));
        }
        return Credentials.none();
    }

    private static AwsCredentialsProvider aws(AbstractConfig sink) {
        String accessKey = text(sink, AccessKeys.AWS_ACCESS_KEY_ID);
        return accessKey.isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(accessKey, text(sink, AccessKeys.AWS_SECRET_ACCESS_KEY)));
    }

    /** Certificates and keys as Kafka's own clients read them. Host names are always checked. */
    private static void encrypt(HttpClient.Builder client, AbstractConfig sink) {
        Map<String, Object> tls = new HashMap<>();
        AccessKeys.TLS.forEach(name -> tls.put(name, sink.values().get(AccessKeys.PREFIX + name)));
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(tls);
            client.sslContext(factory.sslContext());
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ConfigException(
                    "The keys or certificates of " + AccessKeys.PREFIX + "ssl.* cannot be used: " + cause.getMessage());
        }
    }

    /** Throws {@link ConfigException} for one that is none, or that holds a password. */
    static URI url(String key, String text) {
        HttpUrl url = HttpUrl.parse(key, text);
        if (url.userInfo() != null) {
            throw new ConfigException(
                    key,
                    url.address(),
                    "without user and password: set " + AccessKeys.USER + " and " + AccessKeys.PASSWORD);
        }
        String address = url.address();
        URI uri = URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
        if (uri.getHost() == null) {
            throw new ConfigException(key, address, "with a host name of letters, digits, dots and hyphens");
        }
        return uri;
    }
}
