// SPDX-License-Identifier: Apache-2.0
/** What is to be paid. Prices come from a dated file; there are none in code. */
package io.millrace.plan.money;
