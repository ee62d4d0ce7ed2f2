// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

/**
 * Where a process listens.
 *
 * @param host a name or address of this machine; 0.0.0.0 for all of them
 * @param port 0 for any that is free
 */
public record ListenAddress(String host, int port) {}
