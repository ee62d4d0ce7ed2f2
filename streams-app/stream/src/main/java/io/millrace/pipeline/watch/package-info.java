// SPDX-License-Identifier: Apache-2.0
/** What is to be seen of a pipeline from outside its stages: of Kafka Streams, of its commits, and of what the brokers say. */
package io.millrace.pipeline.watch;
