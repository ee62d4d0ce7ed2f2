// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import io.millrace.config.ConfigSources;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Site;
import io.millrace.local.server.Settings;
import io.millrace.local.stack.NothingToRunException;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/** What {@code up} leaves for the commands after it: the plan, as long as it should be running, and the data, until they are deleted. */
public record UpFolder(Path folder) {
    static UpFolder ofProject() {
        return new UpFolder(ProjectFolder.up());
    }

    Site site() {
        return new Site(folder, Lifetime.DETACHED);
    }

    /** The settings in effect, for {@code feed}, {@code verify} and any client that wants to connect. */
    Path settings() {
        return folder.resolve("millrace.properties");
    }

    private Path places() {
        return folder.resolve("run").resolve("places.properties");
    }

    /**
     * What should be running, unless it was stopped.
     *
     * @throws UnusablePlanException if it cannot be read, or not be started as it is
     */
    public Optional<Plan> plan() {
        if (!Files.exists(places()) && !Files.exists(settings())) {
            return Optional.empty();
        }
        try {
            SavedPlaces places = SavedPlaces.read(places());
            Map<String, String> settings = ConfigSources.read(settings());
            Plan plan = Plan.of(places.ports(), places.streams(), places.gateways(), places.formatChoices(), settings);
            if (!plan.settings().equals(settings) || !plan.objectFormats().equals(places.objectFormats())) {
                throw new ConfigException(
                        places() + " and " + settings() + " are incomplete, or not from the same start");
            }
            return Optional.of(plan);
        } catch (ConfigException | NothingToRunException e) {
            throw new UnusablePlanException(e.getMessage(), e);
        }
    }

    public void save(Plan plan) {
        SavedPlaces.write(places(), plan);
        Settings.write(settings(), plan.settings());
    }

    /** The number of brokers whose data are here, or 0. */
    int brokersWithData() {
        Path data = folder.resolve("data");
        if (!Files.isDirectory(data)) {
            return 0;
        }
        try (Stream<Path> servers = Files.list(data)) {
            return (int) servers.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("kafka(-\\d+)?"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + data, e);
        }
    }

    /** From now on none of it should be running. */
    public void forgetPlan() {
        try {
            Files.deleteIfExists(places());
            Files.deleteIfExists(settings());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the plan in " + folder, e);
        }
    }
}
