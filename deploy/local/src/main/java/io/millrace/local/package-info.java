// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of the launcher that need this machine: {@code up}, {@code down}, {@code status} and {@code logs} for a stack that stays,
 * {@code demo} for one that goes. A {@link io.millrace.local.stack.Plan} says what is to run, a {@link io.millrace.local.stack.Deployment} makes it so,
 * from the servers of {@code io.millrace.local.server} and the commands of {@code streams-app}. Nothing may depend on this package but
 * {@code demo}.
 */
package io.millrace.local;
