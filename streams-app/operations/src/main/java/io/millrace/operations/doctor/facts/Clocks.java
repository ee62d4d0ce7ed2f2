// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.facts;

import io.millrace.config.MillraceConfig;
import io.millrace.config.secrets.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What time it is elsewhere: HTTP servers say so with every answer, brokers never do. */
public final class Clocks {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Clock here;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    public Clocks(Clock here) {
        this.here = here;
    }

    /** How far each is ahead of this machine, by its address; servers that do not say are left out. */
    public Map<String, Duration> ahead(MillraceConfig config) {
        Map<String, Duration> ahead = new HashMap<>();
        List<String> servers = new ArrayList<>(List.of(config.registry().where(), config.connectUrl()));
        servers.addAll(config.admin().instances());
        for (String urls : servers) {
            String url = Secrets.shown(MillraceConfig.CONNECT_URL, urls).replaceFirst(",.*", "");
            ahead(url).ifPresent(difference -> ahead.put(url, difference));
        }
        return ahead;
    }

    private Optional<Duration> ahead(String url) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
            Instant asked = here.instant();
            HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
            Instant answered = here.instant();
            return answer.headers()
                    .firstValue("Date")
                    .map(date -> ahead(
                            asked,
                            answered,
                            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant()));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Zero if it can have been that time between request and answer. */
    public static Duration ahead(Instant asked, Instant answered, Instant said) {
        if (said.isAfter(answered)) {
            return Duration.between(answered, said);
        }
        return said.isBefore(asked) ? Duration.between(asked, said) : Duration.ZERO;
    }
}
