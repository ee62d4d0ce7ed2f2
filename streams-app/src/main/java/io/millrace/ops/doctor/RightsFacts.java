package io.millrace.ops.doctor;

import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What the user may do besides topics.
 *
 * @param group on the consumer group, or null when the cluster does not say
 * @param transactions why no transaction may be looked at, or null
 */
record RightsFacts(Set<AclOperation> group, String transactions) {}
