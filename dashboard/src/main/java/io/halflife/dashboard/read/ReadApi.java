// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.api.AlarmJson;
import io.halflife.dashboard.api.CalibrationJson;
import io.halflife.dashboard.api.DeliveryJson;
import io.halflife.dashboard.api.DriftJson;
import io.halflife.dashboard.api.LatencyJson;
import io.halflife.dashboard.api.ModelJson;
import io.halflife.dashboard.api.PerformanceJson;
import io.halflife.dashboard.api.ReferenceJson;
import io.halflife.dashboard.api.RequestJson;
import io.halflife.dashboard.api.VolumeJson;
import io.halflife.dashboard.drift.FeatureReads;
import io.halflife.dashboard.quality.RejectReads;
import io.halflife.dashboard.slo.SloReads;
import io.halflife.monitor.model.Column;
import io.halflife.storage.Storage;
import io.halflife.storage.calibration.Calibrations;
import io.halflife.storage.json.DecayFitJson;
import io.halflife.storage.json.Json;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.PolicyStore;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.pages.AlarmPages;
import io.halflife.storage.pages.AnalysedVersions;
import io.halflife.storage.pages.WindowPages;
import io.halflife.storage.portion.UnfinishedRun;
import io.halflife.storage.portion.UnfinishedRuns;
import io.halflife.storage.reference.ReferenceHistory;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.results.StoredRequest;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.segment.SegmentResults;
import io.halflife.storage.segment.StoredSegment;
import io.halflife.storage.volume.WindowVolumes;
import io.halflife.storage.webhook.Deliveries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The answers of the read API. Each list says where it goes on; each answer about results says as
 * of which run it stands, against which reference and under which policy.
 */
public final class ReadApi {

    private final ModelStore models;
    private final ResultReader results;
    private final Catalogue catalogue;
    private final WindowReads windows;
    private final SegmentReads segments;
    private final PeriodReads periods;
    private final UnfinishedRuns unfinished;
    private final AlarmReads alarms;
    private final LatencyReads latencies;
    private final Deliveries deliveries;
    private final ReferenceHistory references;
    private final Calibrations calibrations;
    private final CursorKey cursorKey;
    private final PolicyStore policies;
    private final SloReads objectives;
    private final FeatureReads features;
    private final RejectReads rejects;

    public ReadApi(Storage storage, CursorKey cursorKey) {
        this.models = storage.models();
        this.results = storage.results();
        this.catalogue = new Catalogue(models, new AnalysedVersions(storage.jdbi()));
        SegmentResults ofSegments = new SegmentResults(storage.jdbi());
        this.windows =
                new WindowReads(
                        new WindowPages(storage.jdbi()),
                        results,
                        ofSegments,
                        new WindowVolumes(storage.jdbi()));
        this.segments = new SegmentReads(ofSegments, storage.policies());
        this.periods = new PeriodReads(storage);
        this.unfinished = storage.unfinishedRuns();
        this.alarms = new AlarmReads(new AlarmPages(storage.jdbi()));
        this.latencies = new LatencyReads(new LatencyReader(storage.jdbi()));
        this.deliveries = storage.deliveries();
        this.references = new ReferenceHistory(storage.jdbi());
        this.calibrations = new Calibrations(storage.jdbi());
        this.cursorKey = cursorKey;
        this.policies = storage.policies();
        this.objectives = new SloReads(storage);
        this.features = new FeatureReads(storage);
        this.rejects = new RejectReads(storage);
    }

    /**
     * All models, by name.
     *
     * @param only the models that the caller may know of; empty: all
     * @param archived those that are archived in place of the others
     */
    public ObjectNode models(PageQuery query, Set<String> only, boolean archived) {
        Cursors cursors = cursors(query, archived ? "models/archived" : "models");
        List<String> place = cursors.place(query.cursor());
        String after = place.isEmpty() ? "" : place.get(0);
        List<RegisteredModel> found =
                archived
                        ? models.listArchived(after, query.limit(), only)
                        : models.list(after, query.limit(), only);
        Optional<String> next =
                found.size() < query.limit()
                        ? Optional.empty()
                        : Optional.of(cursors.next(List.of(found.get(found.size() - 1).name())));
        return new Page<>(found, next).putInto(Json.object(), ModelJson::model);
    }

    public ObjectNode model(String name) {
        return ModelJson.model(catalogue.model(name));
    }

    public ObjectNode versions(String model, PageQuery query) {
        Cursors cursors = cursors(query, "versions/" + model);
        List<RegisteredVersion> all = models.versions(catalogue.model(model).modelId());
        return ListPages.page(all, v -> Integer.toString(v.versionId()), query, cursors)
                .putInto(Json.object(), this::version);
    }

    public ObjectNode version(String model, String version) {
        return version(catalogue.version(model, version));
    }

    private ObjectNode version(RegisteredVersion version) {
        return ModelJson.version(
                version,
                models.environments(version.versionId()),
                results.reference(version.versionId()));
    }

    /** Every reference that the version ever had, and when each judged. */
    public ObjectNode references(String model, String version, PageQuery query) {
        Cursors cursors = cursors(query, "references/" + model + "/" + version);
        int versionId = catalogue.version(model, version).versionId();
        return ListPages.page(
                        references.of(versionId),
                        entry -> Long.toString(entry.reference().id()),
                        query,
                        cursors)
                .putInto(Json.object(), ReferenceJson::reference);
    }

    public ObjectNode deployments(String model, PageQuery query) {
        Cursors cursors = cursors(query, "deployments/" + model);
        List<Deployment> all =
                models.deployments(catalogue.model(model).modelId(), query.environment()).stream()
                        .filter(d -> isWanted(d.version(), query))
                        .filter(d -> query.covers(d.occurredAt()))
                        .toList();
        return ListPages.page(all, ReadApi::idOf, query, cursors)
                .putInto(Json.object(), ModelJson::deployment);
    }

    private static String idOf(Deployment deployment) {
        return deployment.occurredAt() + " " + deployment.version() + " " + deployment.action();
    }

    /**
     * Every test of every column, by windows.
     *
     * @param segment the text of a segment; null for all rows
     */
    public ObjectNode drift(String model, WindowQuery query, String segment) {
        Subject subject = subject(model, query.page());
        if (segment == null) {
            return windows.drift(subject.scope, query, cursors(query, "drift/" + model))
                    .putInto(subject.json, DriftJson::verdict);
        }
        StoredSegment stored = segments.find(subject.scope, segment);
        subject.json.put("segment", segment);
        Cursors cursors = cursors(query, "drift/" + model + "/" + segment);
        return windows.drift(stored, query, cursors).putInto(subject.json, DriftJson::verdict);
    }

    /** Rows of windows beside those of the reference, and when the newest prediction happened. */
    public ObjectNode volume(String model, WindowQuery query) {
        Subject subject = subject(model, query.page());
        Optional<Instant> last = windows.lastEvent(subject.scope);
        subject.json.set("last_event", Json.time(last.orElse(null)));
        return windows.volume(subject.scope, query, cursors(query, "data-quality/" + model))
                .putInto(subject.json, VolumeJson::window);
    }

    /** Comparisons with the windows before, where the policy wants them. */
    public ObjectNode beside(String model, WindowQuery query) {
        Subject subject = subject(model, query.page());
        return windows.beside(subject.scope, query, cursors(query, "drift/beside/" + model))
                .putInto(subject.json, DriftJson::beside);
    }

    /** What the references of a version say of themselves, oldest first. */
    public ObjectNode calibrations(String model, String version, PageQuery query) {
        Cursors cursors = cursors(query, "calibrations/" + model + "/" + version);
        int versionId = catalogue.version(model, version).versionId();
        return ListPages.page(
                        calibrations.of(versionId),
                        found -> found.referenceId() + " " + found.cut(),
                        query,
                        cursors)
                .putInto(Json.object(), CalibrationJson::calibration);
    }

    /**
     * Drift of a period as a whole, merged from what is kept of its windows.
     *
     * @param feature null for every column
     */
    public ObjectNode period(String model, PageQuery query, String feature) {
        RegisteredVersion version = catalogue.version(catalogue.model(model), query);
        return periods.put(subject(model, query).json, version, query, feature);
    }

    /**
     * Every metric, by windows.
     *
     * @param segment the text of a segment; null for all rows
     */
    public ObjectNode performance(String model, WindowQuery query, String segment) {
        Subject subject = subject(model, query.page());
        if (segment == null) {
            return windows.performance(subject.scope, query, cursors(query, "performance/" + model))
                    .putInto(subject.json, PerformanceJson::window);
        }
        StoredSegment stored = segments.find(subject.scope, segment);
        subject.json.put("segment", segment);
        Cursors cursors = cursors(query, "performance/" + model + "/" + segment);
        return windows.performance(stored, query, cursors)
                .putInto(subject.json, PerformanceJson::window);
    }

    /** How the segments of the policy in force stand after the newest window; one page. */
    public ObjectNode segments(String model, PageQuery query) {
        Subject subject = subject(model, query);
        cursors(query, "segments/" + model).place(query.cursor());
        RegisteredVersion version = catalogue.version(catalogue.model(model), query);
        return segments.standings(version, subject.scope, subject.json);
    }

    /** The fits of the latest run; few, so they are one page. */
    public ObjectNode decay(String model, PageQuery query) {
        Subject subject = subject(model, query);
        cursors(query, "decay/" + model).place(query.cursor());
        return new Page<>(results.decay(subject.scope), Optional.empty())
                .putInto(subject.json, DecayFitJson::write);
    }

    public ObjectNode alarms(String model, PageQuery query) {
        Subject subject = subject(model, query);
        return alarms.page(subject.scope, query, cursors(query, "alarms/" + model))
                .putInto(subject.json, alarm -> AlarmJson.alarm(subject.scope, alarm));
    }

    /**
     * Latencies and responses by equal stretches of time.
     *
     * @param stepText the length of a stretch; null for a day
     */
    public ObjectNode latency(String model, PageQuery query, String stepText) {
        Duration step = LatencyReads.step(stepText);
        Subject subject = subject(model, query);
        subject.json.put("step", step.toString());
        return latencies
                .page(subject.scope, query, step, cursors(query, "latency/" + model + "/" + step))
                .putInto(subject.json, LatencyJson::step);
    }

    /** How the objectives of the policy in force are kept; one page. */
    public ObjectNode objectives(String model, PageQuery query) {
        RegisteredVersion version = catalogue.version(catalogue.model(model), query);
        Subject subject = subject(model, query);
        return objectives.put(
                subject.json,
                subject.scope,
                policies.current(version.modelId(), version.definition().output().task())
                        .policy()
                        .slos());
    }

    /**
     * One column as it is drawn.
     *
     * @param window its label; null for the newest
     */
    public ObjectNode feature(String model, PageQuery query, Column column, String window) {
        Subject subject = subject(model, query);
        return features.put(subject.json, subject.scope, column, window);
    }

    /** What was refused of a model; one page, the newest first. */
    public ObjectNode rejects(String model, PageQuery query) {
        catalogue.model(model);
        return rejects.put(Json.object(), model, query.from(), query.to(), query.limit());
    }

    /** Features that came and that the signature does not know; one page. */
    public ObjectNode unknownFeatures(String model, PageQuery query) {
        Subject subject = subject(model, query);
        return rejects.putUnknown(subject.json, subject.scope, query.from(), query.to());
    }

    public ObjectNode requests(String model, PageQuery query) {
        Cursors cursors = cursors(query, "retraining-requests/" + model);
        int modelId = catalogue.model(model).modelId();
        List<StoredRequest> all =
                results.requests(modelId, query.environment()).stream()
                        .filter(r -> isWanted(r.request().version().version(), query))
                        .filter(r -> query.covers(r.request().asOf()))
                        .toList();
        Page<StoredRequest> page = ListPages.page(all, r -> r.request().id(), query, cursors);
        Map<String, Boolean> delivered =
                deliveries.delivered(page.items().stream().map(r -> r.request().id()).toList());
        return page.putInto(
                Json.object(), r -> RequestJson.request(r, delivered.get(r.request().id())));
    }

    public ObjectNode request(String model, PageQuery query, String id) {
        int modelId = catalogue.model(model).modelId();
        return results.requests(modelId, query.environment()).stream()
                .filter(r -> r.request().id().equals(id))
                .findFirst()
                .map(r -> RequestJson.request(r, deliveries.delivered(List.of(id)).get(id)))
                .map(json -> json.set("deliveries", deliveriesOf(id)))
                .map(ObjectNode.class::cast)
                .orElseThrow(
                        () ->
                                Catalogue.notFound(
                                        "unknown_request",
                                        "the model has no such request in this environment"));
    }

    private ArrayNode deliveriesOf(String id) {
        ArrayNode array = Json.array();
        deliveries.ofRequest(id).forEach(delivery -> array.add(DeliveryJson.delivery(delivery)));
        return array;
    }

    private static boolean isWanted(String version, PageQuery query) {
        return query.version().isEmpty() || query.version().equals(version);
    }

    private Cursors cursors(WindowQuery query, String path) {
        return cursors(query.page(), query.path(path));
    }

    private Cursors cursors(PageQuery query, String path) {
        return new Cursors(cursorKey, query.question(path));
    }

    /** Which version in which environment an answer is about, and as of what. */
    private record Subject(VersionScope scope, ObjectNode json) {}

    private Subject subject(String model, PageQuery query) {
        RegisteredVersion version = catalogue.version(catalogue.model(model), query);
        VersionScope scope = new VersionScope(version.versionId(), query.environment());
        Optional<AnalysisRun> run = results.latestRun(scope);
        ObjectNode json = Json.object();
        json.put("model", model);
        json.put("version", version.definition().id().version());
        json.put("environment", query.environment());
        json.set("as_of", Json.time(run.map(AnalysisRun::asOf).orElse(null)));
        json.put(
                "reference_id",
                run.map(AnalysisRun::referenceId).filter(id -> id >= 0).orElse(null));
        json.put("policy_revision", run.map(AnalysisRun::policyRevision).orElse(null));
        unfinished.of(scope).ifPresent(progress -> json.set("unfinished", unfinished(progress)));
        return new Subject(scope, json);
    }

    /**
     * A run that is at it, or that was killed: newer windows are there, its conclusions are not.
     */
    private static ObjectNode unfinished(UnfinishedRun run) {
        ObjectNode json = Json.object();
        json.set("as_of", Json.time(run.asOf()));
        json.put("windows", run.windows());
        json.put("windows_total", run.windowsTotal());
        json.set("done_until", Json.time(run.doneUntil()));
        return json;
    }
}
