// SPDX-License-Identifier: Apache-2.0
/** Load over HTTP/1.1 from one thread: what is asked when, and what was answered how late. Knows nothing of gateways. */
package io.millrace.bench.http;
