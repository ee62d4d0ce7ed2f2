// SPDX-License-Identifier: Apache-2.0
/** What a dead letter says of itself, which ones are meant, and where each goes back to, as which record. Asks nobody and sends nothing. */
package io.millrace.operations.dlq.letters;
