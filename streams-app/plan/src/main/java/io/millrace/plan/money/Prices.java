// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.money;

import io.millrace.files.TextFile;
import io.millrace.plan.figure.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;

/**
 * A list of prices, of one day and region. Each has a source beside it, {@code put.thousand.source}, which begins with {@code assumed}
 * where there is none.
 */
public final class Prices {
    private static final String SHIPPED = "aws-us-east-1.properties";
    private static final String SOURCE = ".source";
    private static final List<String> HEAD = List.of("date", "region", "currency");

    private final String name;
    private final Map<String, String> head;
    private final Map<Price, BigDecimal> prices = new EnumMap<>(Price.class);
    private final Map<Price, Origin> origins = new EnumMap<>(Price.class);

    private Prices(String name, Properties file) {
        this.name = name;
        Set<String> unknown = new TreeSet<>(file.stringPropertyNames());
        head = new HashMap<>();
        for (String key : HEAD) {
            head.put(key, text(file, key));
            unknown.remove(key);
        }
        for (Price price : Price.values()) {
            prices.put(price, number(file, price.key()));
            String source = text(file, price.key() + SOURCE);
            unknown.removeAll(List.of(price.key(), price.key() + SOURCE));
            origins.put(
                    price,
                    source.startsWith("assumed")
                            ? Origin.assumed(title() + ": " + source)
                            : Origin.priced(title() + ": " + source));
        }
        if (!unknown.isEmpty()) {
            throw new ConfigException("The price file " + name + " has keys that mean nothing: " + unknown);
        }
    }

    /** Throws {@link ConfigException} when it cannot be read or lacks anything. */
    public static Prices read(Path file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(TextFile.read("the price file", file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("Cannot read the price file " + file + ": " + e.getMessage());
        }
        return new Prices(file.toString(), properties);
    }

    /** An example that came with this build. */
    public static Prices shipped() {
        Properties properties = new Properties();
        try (InputStream in = Prices.class.getResourceAsStream(SHIPPED)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("the shipped prices cannot be read", e);
        }
        return new Prices(SHIPPED, properties);
    }

    private String title() {
        return name + ", " + head.get("date") + ", " + head.get("region");
    }

    public String currency() {
        return head.get("currency");
    }

    BigDecimal of(Price price) {
        return prices.get(price);
    }

    Origin origin(Price price) {
        return origins.get(price);
    }

    private String text(Properties file, String key) {
        String value = file.getProperty(key, "").trim();
        if (value.isEmpty()) {
            throw new ConfigException("The price file " + name + " lacks " + key);
        }
        return value;
    }

    private BigDecimal number(Properties file, String key) {
        String value = text(file, key);
        try {
            BigDecimal price = new BigDecimal(value);
            if (price.signum() >= 0) {
                return price;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number below zero.
        }
        throw new ConfigException(key, value, "in the price file " + name + " must be a number, 0 or more");
    }
}
