// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of the launcher that need this machine: {@code up}, {@code down}, {@code status} and {@code logs} for a stack that
 * stays up, {@code demo} for a temporary one. A {@link io.millrace.local.stack.Plan} says what should run, a {@link
 * io.millrace.local.stack.Deployment} runs it, from the servers of {@code io.millrace.local.server} and the commands of {@code
 * streams-app}. Nothing may depend on this package but {@code demo}.
 */
package io.millrace.local;
