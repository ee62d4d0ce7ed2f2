// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan;

import io.millrace.plan.figure.Origin;

/**
 * Something that a load may come up against.
 *
 * @param used at the peak, as a share of what there is
 * @param nextAt events a second on average at which all of it is used, so that there must be more
 */
public record Limit(String resource, double used, double nextAt, Origin origin) {}
