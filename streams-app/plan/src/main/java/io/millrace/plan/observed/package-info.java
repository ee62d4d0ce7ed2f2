// SPDX-License-Identifier: Apache-2.0
/** What running stream processes do, by their metrics. */
package io.millrace.plan.observed;
