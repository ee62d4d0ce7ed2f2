// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.acls;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.operations.acls.Acl;
import io.millrace.operations.acls.AclPlan;
import io.millrace.operations.acls.Role;

/** {@code {roles: [{role, user, acls: [{resourceType, name, patternType, operations}]}]}}, in the words of Kafka's enumerations. */
final class AclsJson {
    private AclsJson() {}

    static ObjectNode of(AclPlan plan) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode roles = root.putArray("roles");
        for (Role role : plan.roles()) {
            ObjectNode one = roles.addObject().put("role", role.word()).put("user", plan.user(role));
            ArrayNode acls = one.putArray("acls");
            plan.acls(role).forEach(acl -> add(acl, acls.addObject()));
        }
        return root;
    }

    private static void add(Acl acl, ObjectNode to) {
        to.put("resourceType", acl.resource().resourceType().name())
                .put("name", acl.resource().name())
                .put("patternType", acl.resource().patternType().name());
        ArrayNode operations = to.putArray("operations");
        acl.operations().forEach(operation -> operations.add(operation.name()));
    }
}
