package io.millrace.bench;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.Fill;
import java.io.PrintWriter;
import java.util.List;

/** Every run once a round, one after the other, so that what changes on the machine changes for all. */
final class Rounds {
    private final TestBed bed;
    private final PrintWriter out;

    Rounds(TestBed bed, PrintWriter out) {
        this.bed = bed;
        this.out = out;
    }

    Results of(List<Run> runs, int rounds) throws Exception {
        for (DataSet data :
                runs.stream().flatMap(run -> run.data().stream()).distinct().toList()) {
            fill(data);
        }
        Results results = new Results();
        for (int round = 1; round <= rounds; round++) {
            for (Run run : runs) {
                Figures figures = run.measure(bed);
                results.add(run.name(), figures);
                out.printf("round %d of %d  %-32s %s%n", round, rounds, run.name(), brief(figures));
                out.flush();
            }
        }
        return results;
    }

    private void fill(DataSet data) throws Exception {
        long events = bed.pace().events(data.events());
        out.printf("writing %,d events of %,d bytes to %s%n", events, data.eventBytes(), data.topic());
        out.flush();
        bed.topics().create(data.topic(), data.partitions());
        Fill.write(bed.bootstrapServers(), data, events);
    }

    private static String brief(Figures figures) {
        StringBuilder text = new StringBuilder();
        for (Figure figure : Figure.values()) {
            figures.value(figure).ifPresent(value -> text.append(figure.format(value))
                    .append(' ')
                    .append(figure.label())
                    .append("  "));
        }
        return text.toString().strip();
    }
}
