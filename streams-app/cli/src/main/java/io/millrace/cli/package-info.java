// SPDX-License-Identifier: Apache-2.0
/**
 * The command line for any cluster. Commands parse options and call a service of {@code io.millrace.operations}; views turn what it
 * returns into text and JSON.
 */
package io.millrace.cli;
