// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.acls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AclsCommandTest {
    @Test
    void shouldPrintALineForEachResource() {
        assertThat(print("--role", "gateway,stream", "--command-config", "my admin.properties"))
                .contains(
                        "# gateway: the gateways\nkafka-acls.sh --bootstrap-server 127.0.0.1:1 --command-config 'my admin.properties'"
                                + " --add --allow-principal User:millrace-gateway --topic logs.events --operation Write",
                        "--transactional-id app.logs- --resource-pattern-type prefixed --operation Write")
                .doesNotContain("millrace-operator");
    }

    @Test
    void shouldPrintOneResourceForEachUser() {
        assertThat(print("--role", "stream,end-transactions", "--format", "strimzi", "--kafka", "main"))
                .contains(
                        "---\n# end-transactions\napiVersion: kafka.strimzi.io/v1\nkind: KafkaUser\nmetadata:\n  name: millrace-admin\n",
                        "    strimzi.io/cluster: main\n",
                        "      - resource: {type: cluster}\n        operations: [Alter]",
                        "      - resource: {type: transactionalId, name: \"app.logs-\", patternType: prefix}\n        operations: [Write]");
    }

    @Test
    void shouldGiveARoleToWhoIsNamed() {
        assertThat(print("--role", "verify", "--user", "verify=auditor", "--format", "json"))
                .contains("\"role\" : \"verify\"", "\"user\" : \"auditor\"");
    }

    @Test
    void shouldSayWhatIsWrongWithAnOption() {
        assertThat(print("--format", "yaml"))
                .contains("There is no --format yaml")
                .contains("strimzi");
        assertThat(print("--format", "strimzi", "--user", "stream=CN=x,O=y"))
                .contains("CN=x,O=y is no name of a Kubernetes resource");
        assertThat(print("--role", "streams")).contains("There is no role streams");
    }

    private static String print(String... options) {
        StringWriter out = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(options));
        List.of(
                        "pipelines=logs",
                        "application.id=app",
                        "bootstrap.servers=127.0.0.1:1",
                        "schema.registry.url=http://127.0.0.1:1",
                        "pipelines.logs.format=JSON")
                .forEach(setting -> arguments.addAll(List.of("--set", setting)));
        new CommandLine(new AclsCommand())
                .setOut(new PrintWriter(out))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    out.append(failure.getMessage());
                    return 1;
                })
                .execute(arguments.toArray(String[]::new));
        return out.toString();
    }
}
