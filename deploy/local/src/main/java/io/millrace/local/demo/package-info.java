// SPDX-License-Identifier: Apache-2.0
/**
 * The demo: realistic events with a share of broken, late and repeated ones, sent through a whole deployment that lives and dies
 * with the command, and an account of what became of them. {@link io.millrace.local.demo.DemoCommand} is the entry point. The code
 * for the events ({@link io.millrace.local.demo.samples.SampleEvents}) knows nothing about Kafka; the code that sends, watches and
 * prints knows nothing about payloads.
 */
package io.millrace.local.demo;
