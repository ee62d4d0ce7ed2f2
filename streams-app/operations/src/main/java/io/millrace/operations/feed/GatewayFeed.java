// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.feed;

import io.millrace.operations.feed.GatewayClient.Outcome;
import io.millrace.operations.feed.GatewayClient.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Sends lines as events through a gateway, one request after the other, and stops at the first line that is not taken. */
public final class GatewayFeed {
    private static final int MOST_LINES = 300;
    private static final int ENOUGH_BYTES = 1024 * 1024;

    private final GatewayClient gateway;
    private final FeedPace pace;
    private final String run = UUID.randomUUID().toString();

    public GatewayFeed(GatewayClient gateway, FeedPace pace) {
        this.gateway = gateway;
        this.pace = pace;
    }

    /** Returns how many events were sent, all acknowledged; throws {@link FeedException} otherwise. */
    public long run(NdjsonReader lines) throws InterruptedException {
        long sent = 0;
        for (Part part = next(lines, sent); !part.numbers.isEmpty(); part = next(lines, sent)) {
            pace.await(sent);
            sent += send(lines, part, sent);
        }
        return sent;
    }

    /** Some lines, and their numbers in the file. */
    private record Part(ByteArrayOutputStream lines, List<Long> numbers) {}

    private static Part next(NdjsonReader lines, long sent) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Long> numbers = new ArrayList<>();
        try {
            while (numbers.size() < MOST_LINES && bytes.size() < ENOUGH_BYTES) {
                byte[] line = lines.next();
                if (line == null) {
                    break;
                }
                bytes.writeBytes(line);
                bytes.write('\n');
                numbers.add(lines.number());
            }
        } catch (LineTooLongException e) {
            throw new FeedException(lines.place() + ": " + e.getMessage() + outcome(sent), e);
        } catch (IOException e) {
            throw new FeedException("Cannot read " + lines.readUpTo() + ": " + e + outcome(sent), e);
        }
        return new Part(bytes, numbers);
    }

    private long send(NdjsonReader lines, Part part, long sent) throws InterruptedException {
        List<Long> numbers = part.numbers;
        Outcome found;
        try {
            found = gateway.send(part.lines.toByteArray(), run + '-' + numbers.get(0));
        } catch (FeedException e) {
            throw new FeedException(
                    lines.place(numbers.get(0), numbers.get(numbers.size() - 1)) + ": " + e.getMessage()
                            + outcome(sent),
                    e);
        }
        if (!found.rejected().isEmpty()) {
            Rejected first = found.rejected().get(0);
            throw new FeedException(lines.place(numbers.get(first.index()), numbers.get(first.index())) + ": rejected, "
                    + first.reason() + outcome(sent + found.accepted()));
        }
        return numbers.size();
    }

    private static String outcome(long acknowledged) {
        return "; " + acknowledged + " events were acknowledged";
    }
}
