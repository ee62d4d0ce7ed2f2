// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Site;
import io.millrace.local.server.KafkaNode;
import io.millrace.local.server.KafkaServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A broker with an authorizer. Who comes with a password may do what ACLs say; who comes without one, only the test does, may do all. */
public final class GuardedKafka implements AutoCloseable {
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    public final KafkaServer server;
    private final String address = Ports.HOST + ':' + Ports.free();

    public GuardedKafka(Site site, String... users) {
        KafkaNode node = new KafkaNode(1, Ports.free(), Ports.free());
        StringBuilder login = new StringBuilder(LOGIN);
        for (String user : users) {
            login.append("user_").append(user).append("=\"").append(user).append("\" ");
        }
        String listeners = "PLAINTEXT://" + node.address() + ",SASL_PLAINTEXT://" + address;
        server = new KafkaServer(
                site,
                node,
                List.of(node),
                "512m",
                Map.of(
                        "listeners",
                        listeners + ",CONTROLLER://" + Ports.HOST + ':' + node.controllerPort(),
                        "advertised.listeners",
                        listeners,
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT",
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:ANONYMOUS",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                        login.append(';').toString()));
    }

    /** {@code settings} for a process of {@code user}. */
    public Map<String, String> as(String user, Map<String, String> settings) {
        Map<String, String> own = new HashMap<>(settings);
        own.put("bootstrap.servers", address);
        login(user, "kafka.").forEach(own::put);
        return own;
    }

    /** For those who come with a password. */
    public String address() {
        return address;
    }

    /** How a client of {@code user} logs in, its keys after {@code prefix}. */
    public Map<String, String> login(String user, String prefix) {
        return Map.of(
                prefix + "security.protocol",
                "SASL_PLAINTEXT",
                prefix + "sasl.mechanism",
                "PLAIN",
                prefix + "sasl.jaas.config",
                LOGIN + "username=\"" + user + "\" password=\"" + user + "\";");
    }

    /** The caller's to close. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()));
    }

    /** Grants what {@code millrace acls --format json} has printed. */
    public void grant(String printed) throws Exception {
        Set<String> seen = new TreeSet<>();
        List<AclBinding> bindings = new ArrayList<>();
        for (JsonNode role : new ObjectMapper().readTree(printed).path("roles")) {
            for (JsonNode acl : role.path("acls")) {
                for (JsonNode operation : acl.path("operations")) {
                    AclBinding binding = binding(role.path("user").asText(), acl, operation.asText());
                    if (seen.add(binding.toString())) {
                        bindings.add(binding);
                    }
                }
            }
        }
        try (Admin admin = admin()) {
            admin.createAcls(bindings).all().get();
        }
    }

    private static AclBinding binding(String user, JsonNode acl, String operation) {
        return new AclBinding(
                new ResourcePattern(
                        ResourceType.valueOf(acl.path("resourceType").asText()),
                        acl.path("name").asText(),
                        PatternType.valueOf(acl.path("patternType").asText())),
                new AccessControlEntry("User:" + user, "*", AclOperation.valueOf(operation), AclPermissionType.ALLOW));
    }

    /** Takes the right of {@code user} to do {@code operation} on a topic. */
    public void take(String user, String topic, AclOperation operation) throws Exception {
        AclBinding binding = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
        try (Admin admin = admin()) {
            if (admin.deleteAcls(List.of(binding.toFilter())).all().get().isEmpty()) {
                throw new AssertionError("There was no " + binding);
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
