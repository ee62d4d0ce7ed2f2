// SPDX-License-Identifier: Apache-2.0
/** What events cost, out of the reports of {@code millrace bench}. */
package io.millrace.plan.measured;
