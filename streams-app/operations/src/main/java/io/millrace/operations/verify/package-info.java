// SPDX-License-Identifier: Apache-2.0
/**
 * What operators do around the stream: check that nothing was lost, and, in packages of their own, feed events, create topics and
 * manage the cluster. Arithmetic and conversion know neither Kafka's clients nor S3's; the classes that read and write contain no
 * rules. Nothing in the stream may depend on this package.
 */
package io.millrace.operations.verify;
