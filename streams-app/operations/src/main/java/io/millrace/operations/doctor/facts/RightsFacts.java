// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.facts;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What the user may do besides topics.
 *
 * @param groups on the pipelines' consumer groups, as far as the cluster reports them
 * @param transactions why a pipeline's transactions may not be described, by the prefix of their ids
 */
public record RightsFacts(Map<String, Set<AclOperation>> groups, Map<String, String> transactions) {
    public RightsFacts {
        groups = new TreeMap<>(groups);
        transactions = new TreeMap<>(transactions);
    }
}
