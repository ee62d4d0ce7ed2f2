// SPDX-License-Identifier: Apache-2.0
/** The wire contract: what is on the topics, byte by byte and name by name. Everything else in Millrace depends on it; it depends on nothing else. */
package io.millrace.schemas;
