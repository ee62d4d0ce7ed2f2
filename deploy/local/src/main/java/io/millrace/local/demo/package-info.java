// SPDX-License-Identifier: Apache-2.0
/**
 * The demo: realistic events with a share of broken, late and repeated ones, sent through a whole deployment that lives and dies with the
 * command, and the account of what became of them. {@link io.millrace.local.demo.DemoCommand} is the way in. What the events look like
 * ({@link io.millrace.local.demo.samples.SampleEvents}) knows no Kafka; what sends, watches and prints knows no payload.
 */
package io.millrace.local.demo;
