package io.millrace.ops;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;

/** Is an object what its batch says? Answers with the fault, as the end of a sentence about the key, or null. */
final class ObjectContent {
    private static final int BUFFER_BYTES = 64 * 1024;

    private ObjectContent() {}

    /** Compares the user metadata alone. */
    static String metadataFault(SeenBatch batch, Map<String, String> metadata) {
        if (!batch.id.equals(metadata.get("batch-id"))) {
            return "has another batch-id in its metadata";
        }
        if (!Integer.toString(batch.events).equals(metadata.get("event-count"))) {
            return "has the event-count " + metadata.get("event-count") + " in its metadata; the batch has "
                    + batch.events;
        }
        return metadata.containsKey("sha256") ? null : "has no sha256 in its metadata";
    }

    /** Compares the bytes with the metadata, and the events in them with the batch. */
    static String bodyFault(SeenBatch batch, String key, Map<String, String> metadata, byte[] body) {
        if (!sha256(body).equals(metadata.get("sha256"))) {
            return "has bytes of another SHA-256 than its metadata says";
        }
        try {
            long events = key.endsWith(ObjectLayout.AVRO) ? datums(body) : lines(body);
            return events == batch.events ? null : "holds " + events + " events; the batch has " + batch.events;
        } catch (IOException | AvroRuntimeException e) {
            return "cannot be read to its end: " + e.getClass().getSimpleName();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static long lines(byte[] body) throws IOException {
        long lines = 0;
        byte last = '\n';
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body), BUFFER_BYTES)) {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
                last = buffer[read - 1];
            }
        }
        return last == '\n' ? lines : lines + 1;
    }

    private static long datums(byte[] body) throws IOException {
        long datums = 0;
        try (DataFileStream<Object> in =
                new DataFileStream<>(new ByteArrayInputStream(body), new GenericDatumReader<>())) {
            for (Object datum = null; in.hasNext(); datums++) {
                datum = in.next(datum);
            }
        }
        return datums;
    }
}
