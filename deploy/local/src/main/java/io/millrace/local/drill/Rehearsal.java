// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.local.demo.SampleSender;
import io.millrace.local.demo.SampleTraffic;
import io.millrace.local.drill.fault.Scene;
import io.millrace.local.drill.fault.Undo;
import io.millrace.local.drill.monitor.AlertRule;
import io.millrace.local.drill.monitor.Monitoring;
import io.millrace.local.drill.monitor.Page;
import io.millrace.local.drill.monitor.Pager;
import io.millrace.local.drill.score.Aim;
import io.millrace.local.drill.score.Machine;
import io.millrace.local.drill.score.Outcome;
import io.millrace.local.drill.score.Seconds;
import io.millrace.local.process.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Runs drills, one after another, on one stack and before the same pager. */
final class Rehearsal {
    private static final Duration HEALTH_LIMIT = Duration.ofMinutes(15);
    /** A page that is late is worth waiting for: by how much it is says more than that it is. */
    private static final int PATIENCE = 4;

    private static final long EVENTS_PER_SECOND = 60;

    /** So many events after the first, batches of each pipeline are on their way to the sinks. */
    private static final long FLOWING = 10 * EVENTS_PER_SECOND;

    /** Of so many events one is broken, so that some pass, but fewer than would page. */
    private static final int FEW_FLAWS = 10_000;

    /** With fewer events than were asked for, little is said about these. */
    private static final double MOST_OF_THE_RATE = 0.95;

    /** Twice the interval in which Alertmanager tells of what is over; it never does of what is inhibited when it ends. */
    private static final Duration UNTOLD = Duration.ofMinutes(2);

    private final Scene scene;
    private final Path deploy;
    private final Operator operator;
    private final Monitoring monitoring;
    private final Pager pager;
    private final IntFunction<SampleSender> traffic;
    private final Consumer<String> say;

    /**
     * Nothing is done yet.
     *
     * @param deploy the folder that is shipped
     * @param traffic makes a sender of events that none before has sent, of so many of which one has a flaw
     * @param say is told the progress, line by line
     */
    Rehearsal(
            Scene scene,
            Path deploy,
            Operator operator,
            Monitoring monitoring,
            Pager pager,
            IntFunction<SampleSender> traffic,
            Consumer<String> say) {
        this.scene = scene;
        this.deploy = deploy;
        this.operator = operator;
        this.monitoring = monitoring;
        this.pager = pager;
        this.traffic = traffic;
        this.say = say;
    }

    /** Returns with the stack repaired, if it could be. */
    Outcome run(Drill drill, AlertRule rule) throws IOException, InterruptedException {
        say.accept("");
        say.accept(drill.name() + ": " + drill.injects() + ", " + drill.title() + " within "
                + rule.within().toSeconds() + " s");
        RunbookPage runbook = RunbookPage.read(deploy.resolveSibling(rule.runbook()));
        try (SampleSender sender = traffic.apply(SampleTraffic.SHOWING_FLAWS)) {
            sender.start(Long.MAX_VALUE, EVENTS_PER_SECOND);
            awaitHealth(sender);
            Instant moment = Instant.now();
            long faultAt = System.nanoTime();
            Undo undo = drill.fault().in(scene);
            say.accept("  injected");
            Optional<Page> page = awaitPage(drill, rule, faultAt);
            long paged = page.map(Page::atNanos).orElseGet(System::nanoTime);
            Duration detected = page.map(found -> Duration.ofNanos(found.atNanos() - faultAt))
                    .orElse(null);
            say.accept(page.isPresent() ? "  paged after " + Seconds.of(detected) : "  NOT PAGED");
            runbook.first().forEach(this::type);
            undo.run();
            drill.repair().forEach(this::type);
            boolean resolved = awaitResolved(drill);
            sender.stop();
            boolean accounted = type(drill.stage().check()) == drill.stage().verdict();
            Duration repaired = resolved ? Duration.ofNanos(System.nanoTime() - paged) : null;
            return tell(new Outcome(
                    drill.name(), rule, moment, detected, repaired, accounted, others(drill, faultAt), Machine.here()));
        }
    }

    /** What was scraped from some minutes before the fault of {@code outcome}, a run of {@code drill}, until now. */
    Scrapes scrapes(Drill drill, Outcome outcome) {
        Instant begin = outcome.faultAt().minus(Scrapes.BEFORE);
        return new Scrapes(drill, monitoring.recording(outcome.rule(), begin, Instant.now()));
    }

    /** Does nothing while so many events a second pass; returns whether they did, nothing paged, and every event is accounted for. */
    boolean soak(Duration length, long perSecond) {
        try (SampleSender sender = traffic.apply(FEW_FLAWS)) {
            sender.start(Long.MAX_VALUE, perSecond);
            awaitHealth(sender);
            say.accept("All is well at %,d events/s; watching for %s".formatted(perSecond, Seconds.of(length)));
            long begin = System.nanoTime();
            long before = sender.acknowledged();
            Await.await(length, () -> sender.isDone() || !pager.since(begin).isEmpty());
            double taken = (sender.acknowledged() - before) / ((System.nanoTime() - begin) / 1e9);
            List<String> paged = titles(begin);
            say.accept("  %,.0f events/s were taken; %s"
                    .formatted(taken, paged.isEmpty() ? "nothing paged" : "PAGED: " + paged));
            sender.stop();
            return type(Stage.USUAL.check()) == 0 && paged.isEmpty() && taken >= MOST_OF_THE_RATE * perSecond;
        }
    }

    private Outcome tell(Outcome outcome) {
        say.accept("  " + (outcome.passed() ? "passed" : "FAILED") + ", repaired " + Seconds.of(outcome.repaired())
                + " after the page" + (outcome.others().isEmpty() ? "" : "; also paged: " + outcome.others()));
        return outcome;
    }

    /** A drill in a stack that is not sound, or that nothing passes yet, would measure something else. */
    private void awaitHealth(SampleSender sender) {
        scene.deployment().sinks().awaitRunning();
        if (!Await.await(HEALTH_LIMIT, () -> sender.acknowledged() >= FLOWING && isHealthy())) {
            throw new IllegalStateException("the stack is not sound before the drill: alerts " + monitoring.alerts()
                    + ", targets " + monitoring.targets() + ", paged and not resolved " + pager.open());
        }
    }

    private boolean isHealthy() {
        List<String> targets = monitoring.targets();
        return pager.hasHeardOfTheWatchdog()
                && pager.open().isEmpty()
                && !targets.isEmpty()
                && targets.stream().allMatch("up"::equals)
                && monitoring.alerts().isEmpty();
    }

    private Optional<Page> awaitPage(Drill drill, AlertRule rule, long begin) {
        Await.await(
                rule.within().multipliedBy(PATIENCE), () -> pageOf(drill, begin).isPresent());
        return pageOf(drill, begin);
    }

    private Optional<Page> pageOf(Drill drill, long begin) {
        return pager.since(begin).stream()
                .filter(page -> page.title().equals(drill.title()))
                .findFirst();
    }

    private List<String> others(Drill drill, long begin) {
        return titles(begin).stream()
                .filter(title -> !title.equals(drill.title()))
                .toList();
    }

    private List<String> titles(long begin) {
        return pager.since(begin).stream().map(Page::title).distinct().toList();
    }

    private boolean awaitResolved(Drill drill) {
        boolean resolved = Await.await(Aim.of(drill.severity()), () -> isQuiet() && isToldOrWillNotBe());
        List<Page> open = pager.open();
        say.accept(resolved ? "  resolved" : "  NOT RESOLVED: " + open + ", alerts " + monitoring.alerts());
        if (resolved && !open.isEmpty()) {
            say.accept("  but Alertmanager never said so of what another alert silenced then: " + open);
            pager.forget(open);
        }
        return resolved;
    }

    private boolean isQuiet() {
        return monitoring.alerts().isEmpty();
    }

    private boolean isToldOrWillNotBe() {
        Await.await(UNTOLD, () -> pager.open().isEmpty() || !isQuiet());
        return isQuiet();
    }

    private int type(String command) {
        try {
            int exitCode = operator.type(command);
            say.accept("  ./millrace " + command + "   exit code " + exitCode);
            return exitCode;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run ./millrace " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
