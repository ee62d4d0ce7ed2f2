// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.gateway;

/**
 * Which JSON Web Tokens are taken.
 *
 * @param jwksUrl where their issuer publishes its keys; empty for none
 * @param issuer they must have
 * @param audience they must have
 */
public record JwtConfig(String jwksUrl, String issuer, String audience) {
    public boolean isOff() {
        return jwksUrl.isEmpty();
    }
}
