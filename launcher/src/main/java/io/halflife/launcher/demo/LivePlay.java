// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo;

import io.halflife.client.GroundTruth;
import io.halflife.launcher.console.Console;
import io.halflife.launcher.demo.world.Call;
import io.halflife.launcher.demo.world.ServedHour;
import io.halflife.launcher.demo.world.World;
import io.halflife.launcher.services.Installation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The model after its story, by the wall clock: a prediction every {@value #PACE_SECONDS} seconds,
 * as often the next label that the story left waiting, a summary of the latencies every minute, and
 * an evaluation every minute. One thread beside that of the evaluations.
 */
final class LivePlay implements AutoCloseable {

    static final int PACE_SECONDS = 3;
    static final int EVALUATION_SECONDS = 60;

    private final World world;
    private final Doors doors;
    private final WaitingLabels labels;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Queue<Call> deck = new ArrayDeque<>();
    private final List<Call> minute = new ArrayList<>();
    private Instant minuteStart;
    private int decks;
    private ScheduledFuture<?> evaluations;

    /**
     * Live from now on.
     *
     * @param labels what the story left waiting
     */
    LivePlay(World world, Doors doors, WaitingLabels labels, Clock clock) {
        this.world = world;
        this.doors = doors;
        this.labels = labels;
        this.clock = clock;
        this.minuteStart = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread thread = new Thread(work, "demo-evaluations");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Evaluates every minute; a failure is said and does not end it.
     *
     * @param last the clock of the last evaluation, behind which none goes back
     */
    void startEvaluations(Installation installation, Instant last, Console console) {
        evaluations =
                timer.scheduleWithFixedDelay(
                        () -> evaluate(installation, last, console),
                        EVALUATION_SECONDS,
                        EVALUATION_SECONDS,
                        TimeUnit.SECONDS);
    }

    private void evaluate(Installation installation, Instant last, Console console) {
        Instant now = clock.instant();
        try {
            installation.analyzer().ask(StoryPlayer.command(now.isBefore(last) ? last : now));
        } catch (RuntimeException e) {
            if (!installation.isStopping()) {
                console.note("analysis of " + Churn.ID.model() + ": " + e.getMessage());
            }
        }
    }

    /** Goes on until the thread is interrupted; a failure is said once and does not end it. */
    void play(Installation installation, Console console) {
        boolean failing = false;
        try {
            while (!Thread.currentThread().isInterrupted() && !installation.isStopping()) {
                failing = !succeeds(installation, failing ? null : console);
                Thread.sleep(Duration.ofSeconds(PACE_SECONDS).toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One step.
     *
     * @param console where a failure is said; null to say nothing
     */
    private boolean succeeds(Installation installation, Console console) {
        try {
            step(clock.instant().truncatedTo(ChronoUnit.MICROS));
            return true;
        } catch (RuntimeException e) {
            if (console != null && !installation.isStopping()) {
                console.note("live predictions of " + Churn.ID.model() + ": " + e.getMessage());
            }
            return false;
        }
    }

    /** What happens at one moment. */
    void step(Instant now) {
        Instant nowMinute = now.truncatedTo(ChronoUnit.MINUTES);
        if (nowMinute.isAfter(minuteStart)) {
            doors.sendServed(List.of(served()));
            minute.clear();
            minuteStart = nowMinute;
        }
        Call call = next(now);
        minute.add(call);
        labels.add(call);
        doors.sendPredictions(List.of(call));
        labels.next().ifPresent(label -> doors.sendLabels(List.of(known(label, now))));
    }

    private ServedHour served() {
        return world.served(minuteStart, minuteStart.plus(1, ChronoUnit.MINUTES), minute);
    }

    private Call next(Instant now) {
        if (deck.isEmpty()) {
            deck.addAll(world.more(world.calendar().dayOf(now), decks++));
        }
        return deck.remove().at("live-" + now.toEpochMilli(), now);
    }

    private static GroundTruth known(GroundTruth label, Instant now) {
        return GroundTruth.ofLabel(
                label.model(), label.predictionId(), label.eventTime(), label.label(), now);
    }

    @Override
    public void close() {
        if (evaluations != null) {
            evaluations.cancel(true);
        }
        timer.shutdownNow();
    }
}
