// SPDX-License-Identifier: Apache-2.0
/** The books: every offset of a source, where it went, and the conclusion. No I/O. */
package io.millrace.operations.verify.account;
