// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.model.Run;
import io.millrace.local.server.PostgresServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What runs have left behind on the bed's servers. */
final class Content {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Content() {}

    /** The run of that name, of any scenario. */
    static <T extends Run> T run(String name, Class<T> kind) {
        return Scenarios.all().stream()
                .flatMap(scenario -> scenario.runs().stream())
                .filter(known -> known.name().equals(name))
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    /** The one number that {@code sql} asks for. */
    static long number(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    static String answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
