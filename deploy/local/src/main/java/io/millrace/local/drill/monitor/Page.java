// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.monitor;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What Alertmanager said of one alert.
 *
 * @param key the same for what is said of the same alert later
 * @param atNanos of {@link System#nanoTime}, when it was received
 */
public record Page(String alert, String severity, String key, boolean firing, long atNanos) {
    static Page of(JsonNode alert, long atNanos) {
        JsonNode labels = alert.path("labels");
        return new Page(
                labels.path("alertname").asText(),
                labels.path("severity").asText(),
                labels.toString(),
                alert.path("status").asText().equals("firing"),
                atNanos);
    }

    public boolean isWatchdog() {
        return alert.equals(AlertRule.WATCHDOG);
    }

    public String title() {
        return severity + " " + alert;
    }
}
