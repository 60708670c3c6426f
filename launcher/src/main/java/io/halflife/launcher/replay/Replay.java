// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.client.HalflifeClient;
import io.halflife.client.Prediction;
import io.halflife.dashboard.api.ModelReport;
import io.halflife.launcher.console.Console;
import io.halflife.launcher.console.Progress;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.sending.LoopbackClient;
import io.halflife.launcher.sending.Sending;
import io.halflife.launcher.services.Installation;
import io.halflife.launcher.source.ReplayFolder;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A user's own data, played as if time passed. It is checked from end to end first; then the model
 * is registered anew and its rows go through the collector's own doors.
 */
public final class Replay {

    private static final int LABELS_HELD = 200_000;

    private final ReplayPlan plan;
    private final Console console;
    private final Clock clock;

    private Replay(ReplayPlan plan, Console console, Clock clock) {
        this.plan = plan;
        this.console = console;
        this.clock = clock;
    }

    /**
     * Reads and checks the folder; nothing is sent.
     *
     * @throws Refusal with one line for each problem
     */
    public static Replay prepare(Path folder, ReplayOptions options, Console console, Clock clock) {
        ReplayFolder open = ReplayFolder.open(folder, clock.instant());
        return new Replay(ReplayPlan.of(open, options), console, clock);
    }

    /** The model that will be replayed. */
    public String model() {
        return plan.id().model();
    }

    /**
     * Plays it.
     *
     * @param temporary a folder for labels that wait
     * @throws Refusal when a model of that name is not a replayed one, or a door refuses
     */
    public void play(Installation installation, Path temporary) {
        reset(installation.storage().models());
        Instant start = clock.instant();
        Player player = playThrough(installation, temporary);
        console.note(
                String.format(
                        Locale.ROOT,
                        "replayed %s: %,d predictions, %,d labels, %,d evaluations in %.1f s",
                        plan.id(),
                        player.predictionsSent(),
                        player.labelsSent(),
                        plan.clocks().size(),
                        Duration.between(start, clock.instant()).toMillis() / 1000.0));
    }

    private Player playThrough(Installation installation, Path temporary) {
        long rows = plan.check().production().rows() + plan.check().production().labels();
        try (HalflifeClient client = LoopbackClient.open(installation.collector());
                LabelQueue labels = new LabelQueue(plan.clocks(), model(), temporary, LABELS_HELD);
                Progress progress =
                        new Progress(console, clock, "replay " + plan.id().model(), rows)) {
            register(client);
            sendReference(client);
            Player player = new Player(plan, client, installation.analyzer(), labels, progress);
            player.play();
            return player;
        }
    }

    private void reset(ModelStore models) {
        Optional<RegisteredModel> old = models.find(model());
        if (old.isEmpty()) {
            return;
        }
        if (old.get().origin() != RegisteredModel.Origin.REPLAY) {
            throw Refusal.failed(
                    "there is a model "
                            + model()
                            + " that was not replayed ("
                            + old.get().origin().name().toLowerCase(Locale.ROOT)
                            + "): choose another model.name in schema.json");
        }
        models.reset(model());
    }

    private void register(HalflifeClient client) {
        String model = "/v1/models/" + HalflifeClient.encoded(model());
        client.call("POST", "/v1/models", RegistrationJson.model(plan.schema()).toString());
        client.call(
                "POST",
                model + "/versions",
                RegistrationJson.version(plan.schema(), plan.check()).toString());
        client.call(
                "PUT",
                model + "/policy",
                RegistrationJson.policy(plan.check().production().spec(), plan.options())
                        .toString());
        client.call(
                "POST",
                model + "/deployments",
                RegistrationJson.deployment(plan.schema(), plan.check()).toString());
    }

    private void sendReference(HalflifeClient client) {
        Items items = new Items(plan.schema());
        String version = plan.id().version();
        Sending<Prediction> rows =
                new Sending<>(
                        "reference rows",
                        batch -> client.sendReferenceRows(model(), version, batch));
        plan.folder().reference(row -> rows.add(items.referenceRow(row)));
        rows.flush();
        client.call(
                "PUT",
                "/v1/models/"
                        + HalflifeClient.encoded(model())
                        + "/versions/"
                        + HalflifeClient.encoded(version)
                        + "/reference",
                "{\"kind\":\"rows\"}");
    }

    /** What was found, in lines for a terminal. */
    public List<String> summary(Installation installation) {
        Findings findings = Findings.of(installation.storage(), plan.id(), ReplayPlan.ENVIRONMENT);
        return new Summary(plan, findings).lines();
    }

    /** Everything that was found, as the read API shows it. */
    public ObjectNode report(Installation installation) {
        return ModelReport.of(
                installation.storage(),
                plan.id().model(),
                plan.id().version(),
                ReplayPlan.ENVIRONMENT);
    }
}
