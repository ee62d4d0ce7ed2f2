// SPDX-License-Identifier: Apache-2.0
/**
 * One Kafka Streams for each pipeline: begun, watched, switched, given up alone.
 */
package io.millrace.pipeline;
