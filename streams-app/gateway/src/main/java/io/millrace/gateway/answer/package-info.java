// SPDX-License-Identifier: Apache-2.0
/** What clients are told: which problems there are, and how answers are written. */
package io.millrace.gateway.answer;
