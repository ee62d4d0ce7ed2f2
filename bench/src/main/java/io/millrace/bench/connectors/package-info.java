// SPDX-License-Identifier: Apache-2.0
/**
 * Sink connectors, ours and peers, each alone on a fresh Connect worker, on topics that hold the same events. The worker is the
 * process under test; broker and target are the machine's load.
 */
package io.millrace.bench.connectors;
