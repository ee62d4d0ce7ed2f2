// SPDX-License-Identifier: Apache-2.0
/**
 * The real servers of the one-machine stack, each a child process with its own class path: Kafka, the schema registry, S3, PostgreSQL
 * and Kafka Connect.
 *
 * <p>{@link io.millrace.local.server.LocalStack} is the entry point: it starts them in parallel, stops Connect first and leaves
 * nothing behind. {@link io.millrace.local.process.ChildProcess} is the one place that knows about processes; a {@link
 * io.millrace.local.process.Server} adds its configuration and how to tell that it is ready. The commands in {@code
 * io.millrace.local} build on it; this package depends on nothing else in Millrace.
 */
package io.millrace.local.server;
