// SPDX-License-Identifier: Apache-2.0
/** Resources of the Strimzi operator, as a configuration needs them: topics, users, connectors. Asks no cluster. */
package io.millrace.cli.strimzi;
