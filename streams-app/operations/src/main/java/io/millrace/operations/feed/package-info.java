// SPDX-License-Identifier: Apache-2.0
/**
 * {@code millrace feed}: lines of a file become events on a source topic. Knows nothing of the other commands, nor they of it.
 */
package io.millrace.operations.feed;
