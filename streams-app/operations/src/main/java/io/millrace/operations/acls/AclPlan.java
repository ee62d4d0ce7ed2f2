// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.acls;

import io.millrace.config.MillraceConfig;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who needs which rights, for one configuration. Asks nobody. */
public final class AclPlan {
    private final Map<Role, List<Acl>> byRole = new TreeMap<>();
    private final Map<Role, String> users;

    private AclPlan(Map<Role, String> users) {
        this.users = users;
    }

    /**
     * The plan for {@code roles}; one without any rights, as {@link Role#SINKS} of pipelines without sinks, is left out.
     *
     * @param users who has a role, where that is not {@link Role#user}
     */
    public static AclPlan of(MillraceConfig config, Naming naming, Set<Role> roles, Map<Role, String> users) {
        AclPlan plan = new AclPlan(new TreeMap<>(users));
        for (Role role : roles) {
            Rights rights = new Rights();
            add(role, config, naming, rights);
            if (!rights.acls().isEmpty()) {
                plan.byRole.put(role, rights.acls());
            }
        }
        return plan;
    }

    private static void add(Role role, MillraceConfig config, Naming naming, Rights rights) {
        ProcessRights processes = new ProcessRights(config, naming, rights);
        CommandRights commands = new CommandRights(config, naming, rights);
        switch (role) {
            case STREAM -> processes.stream();
            case GATEWAY -> processes.gateway();
            case SINKS -> processes.sinks();
            case CONNECT -> processes.connect();
            case FEED -> commands.feed();
            case TOPICS -> commands.topics();
            case COPIES -> commands.copies();
            case PROFILES -> commands.profiles();
            case VERIFY -> commands.verify();
            case DLQ -> commands.dlq();
            case RESET -> commands.reset();
            case DOCTOR -> commands.doctor();
            case END_TRANSACTIONS -> commands.endTransactions();
        }
    }

    /** Those that need any rights, in their order. */
    public Collection<Role> roles() {
        return byRole.keySet();
    }

    /** What {@code role} needs: topics first, each resource once. */
    public List<Acl> acls(Role role) {
        return byRole.getOrDefault(role, List.of());
    }

    /** The name of the user who has {@code role}. */
    public String user(Role role) {
        return users.getOrDefault(role, role.user());
    }

    /** All names, in order. */
    public List<String> users() {
        return roles().stream().map(this::user).distinct().sorted().toList();
    }

    /** The roles of {@code user}, in their order. */
    public List<Role> roles(String user) {
        return roles().stream().filter(role -> user(role).equals(user)).toList();
    }

    /** What {@code user} needs for all roles together, each resource once. */
    public List<Acl> acls(String user) {
        Rights rights = new Rights();
        roles(user).forEach(role -> rights.addAll(acls(role)));
        return rights.acls();
    }
}
