// SPDX-License-Identifier: Apache-2.0
/** One Kafka Streams instance for each pipeline: started, watched, switched and stopped on its own. */
package io.millrace.pipeline;
