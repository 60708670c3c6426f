// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.requests;

import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.ModelHead;
import io.halflife.dashboard.page.ModelHeads;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.WatchedModels;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.retraining.RetrainingRequest;
import io.halflife.storage.Storage;
import io.halflife.storage.outline.DriftHistory;
import io.halflife.storage.outline.HistoryPoint;
import io.halflife.storage.outline.JudgedWindow;
import io.halflife.storage.results.RequestEvent;
import io.halflife.storage.results.RequestPages;
import io.halflife.storage.results.StoredRequest;
import io.halflife.storage.webhook.Deliveries;
import io.halflife.storage.webhook.Delivery;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the page of one request. Blocking. */
public final class RequestReader {

    private static final int NAMED_MAX = 6;

    private final RequestPages requests;
    private final Deliveries deliveries;
    private final DriftHistory history;
    private final WatchedModels models;
    private final ModelHeads heads;
    private final Clock clock;

    public RequestReader(Storage storage, Clock clock) {
        this.clock = clock;
        this.requests = new RequestPages(storage.jdbi());
        this.deliveries = new Deliveries(storage.jdbi());
        this.history = new DriftHistory(storage.jdbi());
        this.models = new WatchedModels(storage);
        this.heads = new ModelHeads(storage);
    }

    /** What the reader may do. */
    public record Rights(boolean retrain, boolean admin) {}

    /** The version and environment are those of the request, whatever is analysed now. */
    public RequestPage read(String modelName, String requestId, Rights rights) {
        StoredRequest stored =
                requests.find(requestId)
                        .filter(r -> r.request().version().model().equals(modelName))
                        .orElseThrow(RequestReader::unknown);
        RetrainingRequest request = stored.request();
        WatchedModel model =
                models.find(modelName, request.version().version(), request.environment());
        Optional<JudgedWindow> window = history.endedBy(model.scope(), request.asOf());
        List<Delivery> found = deliveries.ofRequest(requestId);
        return new RequestPage(
                Shell.ofModel(
                        heads.head(model, ModelHead.Tab.RETRAINING),
                        false,
                        new Shell.Crumb(Figures.day(request.asOf()), "")),
                request.id(),
                RequestMark.ofRequest(stored.state()),
                request.reason().jsonName(),
                request.summary(),
                stored.isOpen() ? Figures.minute(stored.expiresAt()) : "",
                requests.events(requestId).stream().map(RequestReader::step).toList(),
                new EvidenceWords(request.evidence(), model.policy().performance().metric())
                        .groups(
                                requests.fits(model.scope(), request.asOf()),
                                window.map(w -> drift(model, w)).orElse(List.of())),
                window.map(w -> driftHref(model, w)).orElse(""),
                found.stream()
                        .map(
                                d ->
                                        DeliveryRows.row(
                                                d,
                                                deliveries.attempts(d.messageId()),
                                                rights.admin,
                                                clock.instant()))
                        .toList(),
                found.isEmpty() ? DeliveryRows.NONE : "",
                rights.retrain ? RequestActWords.acts(modelName, stored) : List.of());
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.of(404, "unknown_request", "the model has no request of this id"));
    }

    /** What happened at the clock of the runs is said only where that is another one. */
    private static RequestPage.Step step(RequestEvent event) {
        String at = Figures.minute(event.occurredAt());
        String asOf = Figures.minute(event.asOf());
        return new RequestPage.Step(
                RequestMark.ofRequest(event.state()),
                at,
                asOf.equals(at) ? "" : asOf,
                event.writer(),
                event.summary());
    }

    private List<Fact> drift(WatchedModel model, JudgedWindow window) {
        List<HistoryPoint> columns =
                history.points(
                        model.scope(), DriftHistory.Cut.ANY, window.window(), window.window());
        List<String> alarms =
                columns.stream()
                        .filter(p -> p.alarmState() == AlarmState.ALARM)
                        .map(p -> p.column().name())
                        .sorted()
                        .toList();
        String names = String.join(", ", alarms.subList(0, Math.min(NAMED_MAX, alarms.size())));
        String more = alarms.size() > NAMED_MAX ? " and others" : "";
        return List.of(
                new Fact(
                        "Columns in alarm after window " + window.label(),
                        Figures.count(alarms.size())
                                + " of "
                                + Figures.count(columns.size())
                                + (alarms.isEmpty() ? "" : ": " + names + more)));
    }

    private static String driftHref(WatchedModel model, JudgedWindow window) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("version", model.versionName());
        parameters.put("environment", model.environment());
        parameters.put("window", window.label());
        return Links.model(model.name()) + "/drift" + Links.query(parameters);
    }
}
