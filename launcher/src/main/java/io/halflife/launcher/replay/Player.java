// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.client.GroundTruth;
import io.halflife.client.HalflifeClient;
import io.halflife.client.Prediction;
import io.halflife.launcher.console.Progress;
import io.halflife.launcher.sending.Sending;
import io.halflife.launcher.services.Analyzer;
import io.halflife.launcher.source.Row;
import io.halflife.storage.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Plays the rows of a plan in order of time: predictions when they were made, labels when they
 * became known, an evaluation at each clock. Used once.
 */
final class Player {

    private final ReplayPlan plan;
    private final Items items;
    private final Analyzer analyzer;
    private final LabelQueue labels;
    private final Progress progress;
    private final Sending<Prediction> predictions;
    private final Sending<GroundTruth> truths;
    private int clock;

    Player(
            ReplayPlan plan,
            HalflifeClient client,
            Analyzer analyzer,
            LabelQueue labels,
            Progress progress) {
        this.plan = plan;
        this.items = new Items(plan.schema());
        this.analyzer = analyzer;
        this.labels = labels;
        this.progress = progress;
        this.predictions = new Sending<>("predictions", client::sendPredictions);
        this.truths = new Sending<>("labels", client::sendGroundTruth);
    }

    void play() {
        plan.folder().production(this::row);
        while (clock < plan.clocks().size()) {
            evaluate();
        }
    }

    private void row(Row row) {
        while (row.time().isAfter(plan.clocks().get(clock))) {
            evaluate();
        }
        predictions.add(items.prediction(row));
        row.truthIfAny().ifPresent(truth -> labels.add(items.groundTruth(row, truth)));
        show("sending");
    }

    private void evaluate() {
        predictions.flush();
        labels.drain(clock, truths::add);
        truths.flush();
        show("analysing");
        analyzer.ask(command(plan.clocks().get(clock)));
        clock++;
    }

    private ObjectNode command(Instant asOf) {
        ObjectNode command = Json.object();
        command.put("command", "analyze");
        command.put("model", plan.id().model());
        command.put("version", plan.id().version());
        command.put("environment", ReplayPlan.ENVIRONMENT);
        command.set("as_of", Json.time(asOf));
        boolean last = clock == plan.clocks().size() - 1;
        if (last && !plan.options().decayRange().isEmpty()) {
            command.put("decay_range", plan.options().decayRange());
        }
        return command;
    }

    private void show(String verb) {
        List<Instant> clocks = plan.clocks();
        Instant now = clocks.get(Math.min(clock, clocks.size() - 1));
        progress.show(
                predictions.sent() + truths.sent(),
                String.format(
                        Locale.ROOT,
                        "%s · as of %s · %,d predictions, %,d labels",
                        verb,
                        now.toString().substring(0, 10),
                        predictions.sent(),
                        truths.sent()));
    }

    long predictionsSent() {
        return predictions.sent();
    }

    long labelsSent() {
        return truths.sent();
    }
}
