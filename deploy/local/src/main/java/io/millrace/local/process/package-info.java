/**
 * Servers as child processes: started, watched, stopped, and found again. Knows no server.
 */
package io.millrace.local.process;
