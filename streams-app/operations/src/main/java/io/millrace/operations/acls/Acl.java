// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.acls;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * What may be done with one resource, from any host.
 *
 * @param operations at least one, in Kafka's order, without those that others of them imply
 */
public record Acl(ResourcePattern resource, Set<AclOperation> operations) {
    public Acl {
        operations = Collections.unmodifiableSet(EnumSet.copyOf(operations));
    }
}
