// SPDX-License-Identifier: Apache-2.0
/**
 * Dead letters: what is parked and why, and the way back to where it failed. {@code DeadLetters} counts and reads, {@code Redrive} sends, in
 * {@code Transactions} with the {@code Ledger} of what was sent; {@code letters} says where each belongs, {@code idle} when there is time.
 */
package io.millrace.operations.dlq;
