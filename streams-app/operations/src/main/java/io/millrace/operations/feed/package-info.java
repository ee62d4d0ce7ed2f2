// SPDX-License-Identifier: Apache-2.0
/** {@code millrace feed}: lines of a file become events on a source topic. Knows nothing about the other commands, nor they about it. */
package io.millrace.operations.feed;
