// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.registry.RegistryFailure;
import io.millrace.schemas.registry.UnusableSchemaException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.avro.Schema;

/**
 * Avro schemas by registry id. Thread-safe; one for all tasks of a process. An id for which the
 * registry has no schema, or none of use, is the event's fault and remembered for a while; a
 * registry that does not answer is no event's fault, so {@link #get} waits and asks again.
 */
public final class RegisteredSchemas {
    private static final long LEAST_REMEMBERED_MS = 30_000;
    static final int MAX_UNKNOWN = 10_000;

    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    /** What the first question gets in any case, however impatient the settings are. */
    static final long SHORTEST_WAIT_MS = 1_000;

    private final Lookups lookups;
    private final Duration retryFor;
    private final Runnable onRetry;
    private final LongSupplier clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final Map<Integer, Schema> known = new ConcurrentHashMap<>();
    private final Map<Integer, Unknown> unknown = new ConcurrentHashMap<>();

    /** An id that leads to no schema, since when, and why. */
    private record Unknown(long since, String why) {}

    /**
     * @param retryFor how long {@link #get} may wait, also for a registry that takes connections and says nothing; the
     *     thread does not poll meanwhile, so keep it well below {@code max.poll.interval.ms}
     * @param onRetry called before each further request, to count it
     */
    public RegisteredSchemas(SchemaRegistryClient client, Duration retryFor, Runnable onRetry) {
        this(
                client,
                retryFor,
                onRetry,
                RegisteredSchemas::steadyMillis,
                Thread::sleep,
                () -> ThreadLocalRandom.current().nextLong());
    }

    RegisteredSchemas(
            SchemaRegistryClient client,
            Duration retryFor,
            Runnable onRetry,
            LongSupplier clock,
            Sleeper sleeper,
            RandomGenerator random) {
        this.lookups = new Lookups(client);
        this.retryFor = retryFor;
        this.onRetry = onRetry;
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Milliseconds of a clock that only goes on. */
    long clock() {
        return clock.getAsLong();
    }

    private static long steadyMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /**
     * Throws {@link DeadLetterReason#UNKNOWN_SCHEMA} when the registry has no Avro schema of that id that can be read, and
     * {@link RegistryUnavailableException} when it has given no answer in time, {@link RegistryRefusedException} when it
     * refuses to answer us.
     *
     * @param waitedMs how long other events of the run have waited already, which is taken off what this one may wait
     */
    Schema get(int id, long waitedMs) throws RejectedException {
        Schema schema = known.get(id);
        if (schema == null) {
            refuseIfUnknown(id);
            schema = ask(id, waitedMs);
            known.put(id, schema);
        }
        return schema;
    }

    private void refuseIfUnknown(int id) throws RejectedException {
        if (id < 0) {
            throw rejected("the registry has no schema with id " + id);
        }
        Unknown refusal = unknown.get(id);
        if (refusal != null && clock.getAsLong() - refusal.since < rememberedMs()) {
            throw rejected(refusal.why);
        }
    }

    /** Longer than any run can wait: one that had to start over must know what it has found out. */
    long rememberedMs() {
        return Math.max(LEAST_REMEMBERED_MS, 2 * retryFor.toMillis());
    }

    private Schema ask(int id, long waitedMs) throws RejectedException {
        long from = clock.getAsLong() - waitedMs;
        long giveUpAt = from + retryFor.toMillis();
        long waitUntil = Math.max(giveUpAt, from + SHORTEST_WAIT_MS);
        for (long pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
            String outage;
            try {
                return lookups.get(id, Math.max(0, waitUntil - clock.getAsLong()));
            } catch (UnusableSchemaException e) {
                throw remembered(id, e.getMessage());
            } catch (RestClientException e) {
                if (RegistryFailure.of(e) == RegistryFailure.REFUSED) {
                    throw new RegistryRefusedException(id, e.getStatus());
                }
                outage = "HTTP " + e.getStatus() + ", error code " + e.getErrorCode();
            } catch (IOException e) {
                outage = describe(e);
            } catch (InterruptedException e) {
                throw interrupted(id, "no answer yet");
            }
            pause(id, pause, giveUpAt, outage);
            onRetry.run();
        }
    }

    private static String describe(IOException e) {
        String message = String.valueOf(e.getMessage());
        boolean mayQuote = !message.contains("://") && !message.startsWith("Invalid schema");
        return e.getClass().getSimpleName() + (mayQuote ? ": " + message : "");
    }

    /** Half of the pause is certain, half by chance, so that tasks do not ask all at once. */
    private void pause(int id, long pause, long giveUpAt, String outage) {
        long millis = pause / 2 + random.nextLong(pause / 2 + 1);
        if (clock.getAsLong() + millis > giveUpAt) {
            throw new RegistryUnavailableException(id, outage + ", for " + retryFor.toMillis() + " ms");
        }
        try {
            sleeper.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted(id, outage);
        }
    }

    private static RegistryUnavailableException interrupted(int id, String outage) {
        Thread.currentThread().interrupt();
        return new RegistryUnavailableException(id, outage + ", and the wait was interrupted");
    }

    private RejectedException remembered(int id, String why) {
        if (unknown.size() >= MAX_UNKNOWN) {
            unknown.clear();
        }
        unknown.put(id, new Unknown(clock.getAsLong(), why));
        return rejected(why);
    }

    private static RejectedException rejected(String why) {
        return new RejectedException(DeadLetterReason.UNKNOWN_SCHEMA, why);
    }
}
