// SPDX-License-Identifier: Apache-2.0
/** Where batches are delivered, for whoever looks after what has arrived there. The connectors have settings of their own. */
package io.millrace.config.sinks;
