package io.millrace.decode;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.DeadLetterReason;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.avro.Schema;

/**
 * Avro schemas by registry id. Thread-safe; one for all tasks of a process. An id that the registry does not know is the
 * event's fault and remembered for {@value #FORGET_UNKNOWN_AFTER_MS} ms; a registry that does not answer is no event's
 * fault, so {@link #get} waits and asks again.
 */
public final class RegisteredSchemas {
    static final long FORGET_UNKNOWN_AFTER_MS = 30_000;
    static final int MAX_UNKNOWN = 10_000;

    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    /** What the client puts in place of an error code when the answer is not a registry's, but say a proxy's page. */
    private static final int NOT_FROM_A_REGISTRY = 50005;

    private final SchemaRegistryClient client;
    private final Duration retryFor;
    private final Runnable onRetry;
    private final LongSupplier clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final Map<Integer, Schema> known = new ConcurrentHashMap<>();
    private final Map<Integer, Long> unknownSince = new ConcurrentHashMap<>();

    /**
     * @param retryFor how long {@link #get} may wait; the thread does not poll meanwhile, so keep it well below
     *     {@code max.poll.interval.ms}
     * @param onRetry called before each further request, to count it
     */
    public RegisteredSchemas(SchemaRegistryClient client, Duration retryFor, Runnable onRetry) {
        this(client, retryFor, onRetry, System::currentTimeMillis, Thread::sleep, () -> ThreadLocalRandom.current()
                .nextLong());
    }

    RegisteredSchemas(
            SchemaRegistryClient client,
            Duration retryFor,
            Runnable onRetry,
            LongSupplier clock,
            Sleeper sleeper,
            RandomGenerator random) {
        this.client = client;
        this.retryFor = retryFor;
        this.onRetry = onRetry;
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
    }

    /**
     * Throws {@link DeadLetterReason#UNKNOWN_SCHEMA} when the registry has no Avro schema of that id, and
     * {@link RegistryUnavailableException} when it has given no answer in time, {@link RegistryRefusedException} when it
     * refuses to answer us.
     */
    Schema get(int id) throws RejectedException {
        Schema schema = known.get(id);
        if (schema == null) {
            refuseIfUnknown(id);
            schema = ask(id);
            known.put(id, schema);
        }
        return schema;
    }

    private void refuseIfUnknown(int id) throws RejectedException {
        Long since = unknownSince.get(id);
        if (id < 0 || (since != null && clock.getAsLong() - since < FORGET_UNKNOWN_AFTER_MS)) {
            throw rejected(id);
        }
    }

    private Schema ask(int id) throws RejectedException {
        long giveUpAt = clock.getAsLong() + retryFor.toMillis();
        for (long pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
            String outage;
            try {
                ParsedSchema parsed = client.getSchemaById(id);
                if (parsed instanceof AvroSchema avro) {
                    return avro.rawSchema();
                }
                throw unknown(id);
            } catch (RestClientException e) {
                if (isUnknown(e)) {
                    throw unknown(id);
                }
                if (e.getStatus() == UNAUTHORIZED || e.getStatus() == FORBIDDEN) {
                    throw new RegistryRefusedException(id, e.getStatus());
                }
                outage = "HTTP " + e.getStatus() + ", error code " + e.getErrorCode();
            } catch (IOException e) {
                if (isUnusable(e)) {
                    throw unknown(id);
                }
                outage = describe(e);
            }
            pause(id, pause, giveUpAt, outage);
            onRetry.run();
        }
    }

    /** A 404 that a registry did not write says nothing about the id. */
    private static boolean isUnknown(RestClientException e) {
        return e.getStatus() == NOT_FOUND && e.getErrorCode() != NOT_FROM_A_REGISTRY;
    }

    /**
     * Whether the registry has answered with a schema that is not Avro. The client says so in a bare IOException, but
     * also when it could not fetch what an Avro schema refers to; that is for another try.
     */
    private static boolean isUnusable(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("Invalid schema")
                && (!message.endsWith(" of type AVRO") || message.endsWith(" with refs [] of type AVRO"));
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
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException(id, outage + ", and the wait was interrupted");
        }
    }

    private RejectedException unknown(int id) {
        if (unknownSince.size() >= MAX_UNKNOWN) {
            unknownSince.clear();
        }
        unknownSince.put(id, clock.getAsLong());
        return rejected(id);
    }

    private static RejectedException rejected(int id) {
        return new RejectedException(DeadLetterReason.UNKNOWN_SCHEMA, "the registry has no Avro schema with id " + id);
    }
}
