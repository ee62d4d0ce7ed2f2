// SPDX-License-Identifier: Apache-2.0
/**
 * The books: every offset of a source, where it went, and what that comes to. No I/O.
 */
package io.millrace.operations.verify.account;
