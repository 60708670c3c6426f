// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.Figures;
import io.halflife.launcher.console.Progress;
import io.halflife.launcher.demo.story.DiaryPage;
import io.halflife.launcher.demo.world.Call;
import io.halflife.launcher.demo.world.StoryCalendar;
import io.halflife.launcher.demo.world.World;
import io.halflife.launcher.services.Analyzer;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.decay.WindowRange;
import io.halflife.storage.json.Json;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plays the days of the story in order: the calls of a day, what became known by its evaluation,
 * the evaluation. Used once.
 */
final class StoryPlayer {

    private final World world;
    private final Doors doors;
    private final Analyzer analyzer;
    private final ResultReader results;
    private final VersionScope scope;
    private final WaitingLabels labels;
    private final Consumer<String> afterRequest;
    private final List<DiaryPage> diary = new ArrayList<>();

    /**
     * A player of this world.
     *
     * @param labels gets what is not known at the end
     * @param afterRequest told the id of each request; the next day waits for its return
     */
    StoryPlayer(
            World world,
            Doors doors,
            Analyzer analyzer,
            ResultReader results,
            VersionScope scope,
            WaitingLabels labels,
            Consumer<String> afterRequest) {
        this.world = world;
        this.doors = doors;
        this.analyzer = analyzer;
        this.results = results;
        this.scope = scope;
        this.labels = labels;
        this.afterRequest = afterRequest;
    }

    List<DiaryPage> play(Progress progress) {
        for (int day = 0; day < StoryCalendar.DAYS; day++) {
            Instant asOf = world.calendar().evaluation(day, Churn.GRACE);
            send(day, asOf);
            DiaryPage page = evaluate(day, asOf);
            diary.add(page);
            progress.show(day + 1, words(page));
            if (!page.requestId().isEmpty()) {
                afterRequest.accept(page.requestId());
            }
        }
        return diary;
    }

    private void send(int day, Instant asOf) {
        List<Call> calls = world.calls(day);
        doors.sendPredictions(calls);
        doors.sendServed(world.served(day, calls));
        calls.forEach(labels::add);
        doors.sendLabels(labels.knownBy(asOf));
    }

    private DiaryPage evaluate(int day, Instant asOf) {
        JsonNode run = analyzer.ask(command(asOf)).path("runs").path(0);
        return new DiaryPage(
                day, asOf, run.path("alarms").asLong(), fit(), run.path("request_id").asText(""));
    }

    static ObjectNode command(Instant asOf) {
        ObjectNode command = Json.object();
        command.put("command", "analyze");
        command.put("model", Churn.ID.model());
        command.put("version", Churn.ID.version());
        command.put("environment", Churn.ENVIRONMENT);
        command.set("as_of", Json.time(asOf));
        return command;
    }

    private DecayFit fit() {
        return results.decay(scope).stream()
                .filter(fit -> fit.metric().equals(Churn.METRIC))
                .filter(fit -> fit.range().equals(WindowRange.ALL.name()))
                .findFirst()
                .orElse(null);
    }

    private String words(DiaryPage page) {
        Optional<Double> halfLife = page.fit().flatMap(DecayFit::halfLife);
        return String.format(
                Locale.ROOT,
                "day %d of %d · %,d predictions, %,d labels · %d %s · half-life %s",
                page.day() + 1,
                StoryCalendar.DAYS,
                doors.predictionsSent(),
                doors.labelsSent(),
                page.alarms(),
                page.alarms() == 1 ? "alarm" : "alarms",
                halfLife.map(Figures::days).orElse("not known yet"));
    }
}
