// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

/**
 * Who wrote a sink's dead letter.
 *
 * @param name of the connector
 * @param type the kind of sink, such as {@code s3}
 */
public record SinkName(String name, String type) {}
