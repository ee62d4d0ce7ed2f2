// SPDX-License-Identifier: Apache-2.0
/** Numbers, and where each comes from. */
package io.millrace.plan.figure;
