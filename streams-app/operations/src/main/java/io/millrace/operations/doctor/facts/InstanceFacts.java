// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.facts;

import io.millrace.instance.InstanceStatus;

/**
 * A stream process.
 *
 * @param status null when it does not answer
 * @param problem why, or null
 */
public record InstanceFacts(String url, InstanceStatus status, String problem) {}
