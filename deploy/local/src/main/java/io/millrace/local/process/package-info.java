// SPDX-License-Identifier: Apache-2.0
/**
 * Servers as child processes: started, watched, stopped, and found again. Knows no server.
 */
package io.millrace.local.process;
