// SPDX-License-Identifier: Apache-2.0
/**
 * No pipeline starts over state that another topology has left: what that was is kept on a topic of the pipeline's own, and compared.
 * Before it: the topology is built. After it: Kafka Streams is created.
 */
package io.millrace.pipeline.gate;
