// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.client;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** Signs requests for Amazon's domains ({@code es}) and serverless collections ({@code aoss}), body included. */
final class SigV4 implements Credentials {
    /** Those that the HTTP client sets itself, and no other values than the signed ones. */
    private static final Set<String> CLIENTS_OWN = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        CLIENTS_OWN.addAll(Set.of("Host", "Content-Length"));
    }

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final AwsCredentialsProvider provider;
    private final String region;
    private final String service;

    SigV4(AwsCredentialsProvider provider, String region, String service) {
        this.provider = provider;
        this.region = region;
        this.service = service;
    }

    @Override
    public Map<String, String> headers(String method, URI uri, byte[] body, int length) {
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(uri)
                .build();
        SignedRequest signed = signer.sign(request -> request.identity(provider.resolveCredentials())
                .request(unsigned)
                .payload(() -> new ByteArrayInputStream(body, 0, length))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        Map<String, String> headers = new HashMap<>();
        signed.request().forEachHeader((name, values) -> {
            if (!CLIENTS_OWN.contains(name)) {
                headers.put(name, String.join(",", values));
            }
        });
        return headers;
    }
}
