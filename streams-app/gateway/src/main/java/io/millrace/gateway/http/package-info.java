// SPDX-License-Identifier: Apache-2.0
/**
 * The contract: what a request may be, and what each answer means. Handlers never wait, so a few threads serve any number of
 * connections; whatever takes long for one request runs beside the threads that read from sockets.
 */
package io.millrace.gateway.http;
