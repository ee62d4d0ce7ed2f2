// SPDX-License-Identifier: Apache-2.0
/**
 * How fast an outside system is asked: how many attempts run at once, and how long one waits after a failure.
 */
package io.millrace.sink.pace;
