// SPDX-License-Identifier: Apache-2.0
/**
 * OTLP/HTTP logs: requests in protobuf or JSON become events, one for each log record, and answers are what such a client understands.
 * JSON is brought into protobuf first, so there is one way from a record to its event. Nothing builds objects for a body, whose few bytes
 * might stand for many of them.
 */
package io.millrace.gateway.otlp;
