// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.Console;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Analyses live models again and again. Replayed and demo models have a clock of their own and are
 * left alone: a run of today would judge them by a day that their data never saw.
 */
public final class LiveAnalysis implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final int PAGE = 100;

    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> runs;

    private LiveAnalysis(ScheduledExecutorService timer, ScheduledFuture<?> runs) {
        this.timer = timer;
        this.runs = runs;
    }

    /** Starts now and goes on; a failure is said and does not end it. */
    public static LiveAnalysis start(Installation installation, Console console) {
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread thread = new Thread(work, "live-analysis");
                            thread.setDaemon(true);
                            return thread;
                        });
        ScheduledFuture<?> runs =
                timer.scheduleWithFixedDelay(
                        () -> run(installation, console), 0, EVERY.toSeconds(), TimeUnit.SECONDS);
        return new LiveAnalysis(timer, runs);
    }

    private static void run(Installation installation, Console console) {
        try {
            liveModels(installation.storage().models())
                    .forEach(model -> run(installation, console, model));
        } catch (RuntimeException e) {
            say(installation, console, "analysis: " + e.getMessage());
        }
    }

    /** One model that fails keeps no other from its results. */
    private static void run(Installation installation, Console console, String model) {
        try {
            installation.analyzer().ask(command(model));
        } catch (RuntimeException e) {
            say(installation, console, "analysis of " + model + ": " + e.getMessage());
        }
    }

    private static void say(Installation installation, Console console, String line) {
        if (!installation.isStopping()) {
            console.note(line);
        }
    }

    /** The names of all live models. */
    public static List<String> liveModels(ModelStore models) {
        List<String> names = new ArrayList<>();
        List<RegisteredModel> page = models.list("", PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(m -> m.origin() == RegisteredModel.Origin.LIVE)
                    .forEach(m -> names.add(m.name()));
            page = models.list(page.get(page.size() - 1).name(), PAGE);
        }
        return names;
    }

    /** The command that analyses one model as of now. */
    public static ObjectNode command(String model) {
        return JsonLines.object().put("command", "analyze").put("model", model);
    }

    public Duration every() {
        return EVERY;
    }

    @Override
    public void close() {
        runs.cancel(true);
        timer.shutdownNow();
    }
}
