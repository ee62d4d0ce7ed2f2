// SPDX-License-Identifier: Apache-2.0
/**
 * What a pipeline's rules look at in an event. {@code decode} notes it while it checks the payload, in a pass that it makes anyway; {@code
 * route} reads it.
 */
package io.millrace.fields;
