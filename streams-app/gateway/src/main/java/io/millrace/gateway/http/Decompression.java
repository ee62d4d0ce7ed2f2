// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.answer.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Unpacks bodies that are there as a whole. The limits hold for every byte that comes out, so a body that unpacks to more than it may
 * costs no more than what it may.
 */
final class Decompression {
    private static final int BLOCK = 16 * 1024;
    private static final int FREE_BYTES = 64 * 1024;
    /** 8 MiB, the window that every decoder should know (RFC 8878); a frame may ask for much more. */
    private static final int ZSTD_WINDOW_LOG = 23;

    private final int maxBytes;
    private final int maxRatio;

    /** @param maxRatio how many times its size a body may unpack to; the first 64 KiB are free */
    Decompression(int maxBytes, int maxRatio) {
        this.maxBytes = maxBytes;
        this.maxRatio = maxRatio;
    }

    /** {@code gzip} or {@code zstd}; null for none. */
    static String encoding(HttpFields headers) throws Refusal {
        String all = String.join(",", headers.getValuesList(HttpHeader.CONTENT_ENCODING))
                .strip()
                .toLowerCase(Locale.ROOT);
        return switch (all) {
            case "", "identity" -> null;
            case "gzip", "x-gzip" -> "gzip";
            case "zstd" -> "zstd";
            default -> throw Refusal.of(Problem.UNSUPPORTED_ENCODING, "one of gzip and zstd is taken, and only once");
        };
    }

    Body unpack(Body packed, String encoding) throws Refusal {
        long allowed = Math.min(maxBytes, Math.max(FREE_BYTES, (long) packed.length() * maxRatio));
        InputStream raw = new ByteArrayInputStream(packed.bytes(), 0, packed.length());
        try (InputStream in = encoding.equals("gzip") ? new GZIPInputStream(raw, BLOCK) : zstd(raw)) {
            byte[] out = new byte[(int) Math.min(allowed, Math.max(BLOCK, 4L * packed.length()))];
            int length = 0;
            while (true) {
                int read = in.read(out, length, out.length - length);
                if (read < 0) {
                    return new Body(out, length);
                }
                length += read;
                if (length == out.length) {
                    if (length == allowed) {
                        // What fills it exactly may be the end.
                        if (in.read() < 0) {
                            return new Body(out, length);
                        }
                        throw tooMuch();
                    }
                    out = Arrays.copyOf(out, (int) Math.min(allowed, 2L * length));
                }
            }
        } catch (IOException e) {
            throw Refusal.of(Problem.NO_FRAME, "the body is not valid " + encoding);
        }
    }

    private static InputStream zstd(InputStream raw) throws IOException {
        return new ZstdInputStreamNoFinalizer(raw).setLongMax(ZSTD_WINDOW_LOG);
    }

    private Refusal tooMuch() {
        return Refusal.of(
                Problem.EXPANDS_TOO_MUCH,
                "more than " + maxBytes + " bytes, or more than " + maxRatio + " times what was sent");
    }
}
