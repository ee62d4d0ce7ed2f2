// SPDX-License-Identifier: Apache-2.0
/**
 * The map: which stage follows which ({@link EventProcessor}), what comes in and goes out ({@link IngestTopology}), and what everything
 * is called. Before it: {@code source}, whose runs it takes apart. Sees all stages; no stage sees it.
 */
package io.millrace.topology;
