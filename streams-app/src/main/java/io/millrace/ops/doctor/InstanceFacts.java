package io.millrace.ops.doctor;

import io.millrace.admin.InstanceStatus;

/**
 * A stream process.
 *
 * @param status null when it does not answer
 * @param problem why, or null
 */
record InstanceFacts(String url, InstanceStatus status, String problem) {}
