/**
 * {@code millrace topics}.
 */
package io.millrace.cli.topics;
