/**
 * {@code millrace profiles}.
 */
package io.millrace.cli.profiles;
