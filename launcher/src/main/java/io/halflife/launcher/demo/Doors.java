// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.client.GroundTruth;
import io.halflife.client.HalflifeClient;
import io.halflife.client.Prediction;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.demo.world.Call;
import io.halflife.launcher.demo.world.ServedHour;
import io.halflife.launcher.demo.world.StoryCalendar;
import io.halflife.launcher.sending.LoopbackClient;
import io.halflife.launcher.sending.Sending;
import io.halflife.storage.json.Json;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The collector's doors, as the demo uses them. Not thread-safe. */
final class Doors implements AutoCloseable {

    private static final String MODEL = "/v1/models/" + Churn.ID.model();
    private static final String VERSION = MODEL + "/versions/" + Churn.ID.version();

    private final HalflifeClient client;
    private final Sending<Prediction> predictions;
    private final Sending<GroundTruth> labels;

    private Doors(HalflifeClient client) {
        this.client = client;
        this.predictions = new Sending<>("predictions", client::sendPredictions);
        this.labels = new Sending<>("labels", client::sendGroundTruth);
    }

    static Doors open(URI collector) {
        return new Doors(LoopbackClient.open(collector));
    }

    /**
     * Removes the model of an earlier demo.
     *
     * @throws Refusal when a model of this name is none of a demo
     */
    static void reset(ModelStore models) {
        Optional<RegisteredModel> old = models.find(Churn.ID.model());
        if (old.isEmpty()) {
            return;
        }
        if (old.get().origin() != RegisteredModel.Origin.DEMO) {
            throw Refusal.failed(
                    "there is a model "
                            + Churn.ID.model()
                            + " that is none of a demo ("
                            + old.get().origin().name().toLowerCase(Locale.ROOT)
                            + "): set XDG_STATE_HOME to another folder for the demo");
        }
        models.reset(Churn.ID.model());
    }

    void register(StoryCalendar calendar) {
        call("POST", "/v1/models", Churn.model());
        call("POST", MODEL + "/versions", Churn.version(calendar));
        call("PUT", MODEL + "/policy", Churn.policy());
        call("POST", MODEL + "/deployments", Churn.deployment(calendar));
    }

    void sendReference(List<Call> calls) {
        Sending<Prediction> rows =
                new Sending<>(
                        "reference rows",
                        batch ->
                                client.sendReferenceRows(
                                        Churn.ID.model(), Churn.ID.version(), batch));
        calls.forEach(call -> rows.add(Items.referenceRow(call)));
        rows.flush();
        client.call("PUT", VERSION + "/reference", "{\"kind\":\"rows\"}");
    }

    void sendPredictions(List<Call> calls) {
        calls.forEach(call -> predictions.add(Items.prediction(call)));
        predictions.flush();
    }

    void sendServed(List<ServedHour> hours) {
        ObjectNode summaries = Items.latencySummaries(hours);
        if (!summaries.path("latency_summaries").isEmpty()) {
            call("POST", "/v1/latency-summaries", summaries);
        }
    }

    void sendLabels(List<GroundTruth> truths) {
        truths.forEach(labels::add);
        labels.flush();
    }

    /** What a training pipeline says when it has taken a call. */
    void acknowledge(String requestId) {
        call(
                "POST",
                MODEL + "/retraining-requests/" + requestId + "/status",
                Json.object()
                        .put("state", "ACKNOWLEDGED")
                        .put("message", "the demo's receiver has it, but trains nothing"));
    }

    long predictionsSent() {
        return predictions.sent();
    }

    long labelsSent() {
        return labels.sent();
    }

    private void call(String method, String path, ObjectNode body) {
        client.call(method, path, body.toString());
    }

    @Override
    public void close() {
        client.close();
    }
}
