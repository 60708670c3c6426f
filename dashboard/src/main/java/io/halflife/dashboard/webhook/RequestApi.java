// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.api.RequestJson;
import io.halflife.http.auth.Principal;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.server.Exchange;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.Violation;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.retraining.DeploymentEvent;
import io.halflife.monitor.retraining.Deployments;
import io.halflife.monitor.retraining.PastRequest;
import io.halflife.monitor.retraining.RequestGate;
import io.halflife.storage.Storage;
import io.halflife.storage.json.JsonFields;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.report.ManualRequests;
import io.halflife.storage.report.RequestEvidence;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.StoredRequest;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.webhook.SealingKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A person asks for retraining. The gate that holds for runs holds here too, unless the person says
 * why it should not; while a request is open nobody makes another. Blocking.
 */
final class RequestApi {

    private static final Duration RECENT = Duration.ofDays(60);
    private static final int NOTE_MAX = 500;
    private static final String OPEN = "a request is open; it must end before another is made";

    private final Storage storage;
    private final ManualRequests requests;
    private final DryRunMessage trial;
    private final Clock clock;

    RequestApi(Storage storage, Optional<SealingKey> key, Clock clock) {
        this.storage = storage;
        this.trial = new DryRunMessage(storage.webhookEndpoints(), key, clock);
        this.requests = new ManualRequests(storage.jdbi());
        this.clock = clock;
    }

    /** What the body asks for. */
    private record Wish(String version, String environment, String note) {}

    /**
     * What a request would be made of.
     *
     * @param refusal why the gate is shut; empty where it is open
     */
    private record Draft(
            RegisteredModel model,
            RegisteredVersion version,
            String environment,
            Instant asOf,
            RequestEvidence evidence,
            String note,
            Optional<String> refusal) {}

    /** Makes a request; its JSON. */
    ObjectNode make(Principal caller, String modelName, ObjectNode body) {
        Wish wish = wish(body);
        Draft draft = draft(caller, modelName, wish);
        if (wish.note.isEmpty()) {
            draft.refusal.ifPresent(
                    refusal -> {
                        throw conflict(
                                "retraining_held_back",
                                refusal + "; a note that says why overrides this");
                    });
        }
        String id =
                requests.make(
                                draft.version,
                                draft.environment,
                                draft.asOf,
                                draft.evidence,
                                draft.note,
                                caller.name())
                        .orElseThrow(RequestApi::open);
        return shown(draft.model, draft.environment, id);
    }

    /** What {@link #make} would tell others, told to nobody. */
    ObjectNode rehearse(Principal caller, String modelName, ObjectNode body) {
        Wish wish = wish(body);
        Draft draft = draft(caller, modelName, wish);
        ObjectNode message =
                ManualRequests.rehearse(
                        draft.version,
                        draft.environment,
                        draft.asOf,
                        draft.evidence,
                        draft.note,
                        caller.name(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        ObjectNode json = trial.of(draft.model.name(), message);
        boolean isOpen =
                storage.results().requests(draft.model.modelId(), draft.environment).stream()
                        .anyMatch(StoredRequest::isOpen);
        json.put(
                "refusal", isOpen ? OPEN : wish.note.isEmpty() ? draft.refusal.orElse(null) : null);
        return json;
    }

    private Draft draft(Principal caller, String modelName, Wish wish) {
        RegisteredModel model =
                storage.models()
                        .find(modelName)
                        .orElseThrow(() -> new ProblemException(Exchange.unknownModel()));
        Deployments deployments = deployments(model, wish.environment);
        RegisteredVersion version = version(model, wish, deployments);
        VersionScope scope = new VersionScope(version.versionId(), wish.environment);
        Optional<AnalysisRun> run = storage.results().latestRun(scope);
        Instant asOf = asOf(model, run);
        PolicyRevision policy =
                storage.policies().current(model.modelId(), version.definition().output().task());
        return new Draft(
                model,
                version,
                wish.environment,
                asOf,
                evidence(scope, run, policy, asOf),
                wish.note.isEmpty() ? caller.name() + " asked for retraining" : wish.note,
                refusal(model, version, wish, policy.policy().coolDown(), deployments, asOf));
    }

    private static Wish wish(ObjectNode body) {
        List<Violation> violations = new ArrayList<>();
        JsonFields fields = JsonFields.of(body, "", violations).orElseThrow();
        Wish wish =
                new Wish(
                        fields.text("version").orElse(""),
                        fields.text("environment").filter(e -> !e.isEmpty()).orElse("production"),
                        fields.text("note").map(String::strip).orElse(""));
        if (wish.note.length() > NOTE_MAX) {
            fields.refuse("note", "string_too_long", "must be at most " + NOTE_MAX + " characters");
        }
        fields.done();
        if (!violations.isEmpty()) {
            throw new ProblemException(Problems.invalid(violations));
        }
        return wish;
    }

    private Deployments deployments(RegisteredModel model, String environment) {
        return new Deployments(
                storage.models().deployments(model.modelId(), environment).stream()
                        .map(RequestApi::event)
                        .toList());
    }

    private static DeploymentEvent event(Deployment d) {
        return new DeploymentEvent(d.version(), d.artifactDigest(), d.action(), d.occurredAt());
    }

    /** The one asked for, else the one in place, else the newest. */
    private RegisteredVersion version(RegisteredModel model, Wish wish, Deployments deployments) {
        String name =
                wish.version.isEmpty()
                        ? deployments
                                .inPlaceAt(clock.instant())
                                .map(DeploymentEvent::version)
                                .orElse("")
                        : wish.version;
        if (!name.isEmpty()) {
            return storage.models()
                    .version(new ModelVersion(model.name(), name))
                    .orElseThrow(RequestApi::unknownVersion);
        }
        List<RegisteredVersion> all = storage.models().versions(model.modelId());
        if (all.isEmpty()) {
            throw unknownVersion();
        }
        return all.get(all.size() - 1);
    }

    /** Replayed and demo models live by the clock of their runs: just after the last of them. */
    private Instant asOf(RegisteredModel model, Optional<AnalysisRun> run) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return model.origin() == RegisteredModel.Origin.LIVE
                ? now
                : run.map(r -> r.asOf().plus(1, ChronoUnit.MICROS)).orElse(now);
    }

    private Optional<String> refusal(
            RegisteredModel model,
            RegisteredVersion version,
            Wish wish,
            Duration coolDown,
            Deployments deployments,
            Instant asOf) {
        List<PastRequest> past =
                storage.results().requests(model.modelId(), wish.environment).stream()
                        .map(RequestApi::past)
                        .toList();
        return new RequestGate(coolDown, past, deployments).refusal(version.definition(), asOf);
    }

    private static PastRequest past(StoredRequest stored) {
        return new PastRequest(
                stored.request().id(),
                stored.request().asOf(),
                stored.request().reason(),
                stored.isOpen());
    }

    private RequestEvidence evidence(
            VersionScope scope, Optional<AnalysisRun> run, PolicyRevision policy, Instant asOf) {
        Instant from = asOf.minus(RECENT);
        Map<String, Double> reference = new TreeMap<>();
        run.map(AnalysisRun::referenceId).map(storage.results()::referencePerformance).stream()
                .flatMap(List::stream)
                .filter(value -> !Double.isNaN(value.value()))
                .forEach((PerformanceValue v) -> reference.put(v.metric(), v.value()));
        return new RequestEvidence(
                policy.revision(),
                policy.policy().coolDown(),
                storage.results().primaryDrift(scope, from, Instant.MAX),
                storage.results().performance(scope, from, Instant.MAX),
                reference,
                storage.results().decay(scope));
    }

    private ObjectNode shown(RegisteredModel model, String environment, String id) {
        Boolean delivered = storage.deliveries().delivered(List.of(id)).get(id);
        return storage.results().requests(model.modelId(), environment).stream()
                .filter(stored -> stored.request().id().equals(id))
                .map(stored -> RequestJson.request(stored, delivered))
                .findFirst()
                .orElseThrow();
    }

    private static ProblemException open() {
        return conflict("request_open", OPEN);
    }

    private static ProblemException unknownVersion() {
        return new ProblemException(
                Problem.of(404, "unknown_version", "the model has no such version"));
    }

    private static ProblemException conflict(String code, String detail) {
        return new ProblemException(Problem.of(409, code, detail));
    }
}
