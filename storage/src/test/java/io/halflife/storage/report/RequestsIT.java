// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.retraining.RetrainingRequest;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.Stories;
import io.halflife.storage.json.Json;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.StoredRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of retraining requests from the report that makes one to what closes it. */
class RequestsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Duration DAY = Duration.ofHours(24);

    private static Storage storage() {
        return POSTGRES.storage();
    }

    private static Optional<String> call(RegisteredVersion version, Instant asOf) {
        AnalysisReport report = Reports.calling(version.definition().id(), asOf);
        return storage().reports().write(report, Reports.facts(version.versionId()));
    }

    private static List<StoredRequest> requests(RegisteredVersion version) {
        return storage().results().requests(version.modelId(), "production");
    }

    private static List<String> states(RegisteredVersion version) {
        return requests(version).stream().map(StoredRequest::state).toList();
    }

    private static RegisteredVersion another(RegisteredVersion version, String name) {
        String model = version.definition().id().model();
        return storage()
                .models()
                .register(version.modelId(), Stories.creditRisk(model, name))
                .orElseThrow();
    }

    private static void deploy(RegisteredVersion version, String action) {
        Deployment deployment =
                new Deployment(
                        version.definition().id().version(),
                        version.definition().artifactDigest(),
                        "production",
                        action,
                        null,
                        null,
                        null,
                        Reports.AS_OF.plus(Duration.ofHours(2)),
                        "ci");
        storage().models().record(version.modelId(), version.versionId(), deployment);
    }

    @Test
    void request_readsBackAndLivesADay() {
        RegisteredVersion version = Stories.registered(storage(), "called", "1");
        RetrainingRequest request =
                Reports.calling(version.definition().id(), Reports.AS_OF).request().orElseThrow();

        assertEquals(Optional.of(request.id()), call(version, Reports.AS_OF));

        StoredRequest stored = requests(version).get(0);
        assertEquals(request, stored.request());
        assertTrue(stored.isOpen());
        assertEquals(DAY, Duration.between(stored.createdAt(), stored.expiresAt()));
    }

    @Test
    void request_oneOpenPerModelAndEnvironment() {
        RegisteredVersion one = Stories.registered(storage(), "single", "1");
        RegisteredVersion two = another(one, "2");

        assertTrue(call(one, Reports.AS_OF).isPresent());
        assertEquals(Optional.empty(), call(two, Reports.AS_OF));
        assertEquals(1, requests(one).size());
        assertEquals(1, outbox(one, "retraining.requested").size());
    }

    /** Many analyzers of many versions decide at the same time. */
    @Test
    void request_racingWritersMakeOne() {
        RegisteredVersion one = Stories.registered(storage(), "race", "v0");
        List<RegisteredVersion> versions = new ArrayList<>(List.of(one));
        for (int i = 1; i < 8; i++) {
            versions.add(another(one, "v" + i));
        }

        List<CompletableFuture<Optional<String>>> calls =
                versions.stream()
                        .map(v -> CompletableFuture.supplyAsync(() -> call(v, Reports.AS_OF)))
                        .toList();

        assertEquals(1, calls.stream().filter(c -> c.join().isPresent()).count());
        assertEquals(List.of("REQUESTED"), states(one));
        assertEquals(1, outbox(one, "retraining.requested").size());
    }

    /** Under a simulated clock a day of as_of passes in seconds. */
    @Test
    void request_expiresByTheClockOfTheRuns() {
        RegisteredVersion version = Stories.registered(storage(), "simulated", "1");
        call(version, Reports.AS_OF);

        assertEquals(Optional.empty(), call(version, Reports.AS_OF.plus(DAY).minusNanos(1000)));
        assertTrue(call(version, Reports.AS_OF.plus(DAY)).isPresent());

        assertEquals(List.of("EXPIRED", "REQUESTED"), states(version));
        assertEquals(2, outbox(version, "retraining.requested").size());
        assertEquals(
                List.of(Reports.AS_OF.plus(DAY)),
                storage()
                        .jdbi()
                        .withHandle(
                                h ->
                                        h.createQuery(
                                                        """
                                                        select as_of from retraining_event
                                                         where model_id = ? and state = 'EXPIRED'
                                                        """)
                                                .bind(0, version.modelId())
                                                .mapTo(Instant.class)
                                                .list()));
    }

    @Test
    void request_expiresByTheWallClock() {
        RegisteredVersion version = Stories.registered(storage(), "wall", "1");
        call(version, Reports.AS_OF);
        storage()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "update retraining_event set expires_at = now() where model_id = ?",
                                        version.modelId()));

        assertTrue(call(version, Reports.AS_OF.plusSeconds(1)).isPresent());
        assertEquals(List.of("EXPIRED", "REQUESTED"), states(version));
        assertEquals(
                "wall",
                outbox(version, "retraining.expired")
                        .get(0)
                        .path("data")
                        .path("model")
                        .textValue());
    }

    /** The clock of a replay lies years back; only the wall clock ends a request here. */
    @Test
    void request_sweptWithoutARun() {
        RegisteredVersion outlived = Stories.registered(storage(), "outlived", "1");
        RegisteredVersion replayed = Stories.registered(storage(), "replayed", "1");
        call(outlived, Reports.AS_OF);
        call(replayed, Instant.parse("1998-01-01T00:00:00Z"));
        storage()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "update retraining_event set expires_at = now() where model_id = ?",
                                        outlived.modelId()));

        assertEquals(1, storage().requests().expireOutlived("retraining"));
        assertEquals(0, storage().requests().expireOutlived("retraining"));

        assertEquals(List.of("EXPIRED"), states(outlived));
        assertEquals(List.of("REQUESTED"), states(replayed));
    }

    /** A crashed and repeated run must not call twice, also when the first call was answered. */
    @Test
    void request_repeatedRunAfterItsEndMakesNoSecond() {
        RegisteredVersion version = Stories.registered(storage(), "ended", "1");
        Optional<String> first = call(version, Reports.AS_OF);
        deploy(another(version, "2"), "deployed");

        assertEquals(first, call(version, Reports.AS_OF));
        assertEquals(List.of("SUCCEEDED"), states(version));
        assertEquals(1, outbox(version, "retraining.requested").size());
    }

    @ParameterizedTest
    @CsvSource({
        "deployed, SUCCEEDED",
        "promoted, SUCCEEDED",
        "rolled_back, SUCCEEDED",
        "traffic_shifted, REQUESTED",
        "retired, REQUESTED"
    })
    void deployment_ofAnotherArtifact(String action, String state) {
        RegisteredVersion version = Stories.registered(storage(), "by-" + action, "1");
        call(version, Reports.AS_OF);

        deploy(another(version, "2"), action);

        assertEquals(List.of(state), states(version));
    }

    /** A redeploy is no retraining, under whatever name of a version. */
    @Test
    void deployment_ofTheSameArtifactChangesNothing() {
        RegisteredVersion version = Stories.registered(storage(), "redeploy", "1");
        call(version, Reports.AS_OF);
        RegisteredVersion renamed = another(version, "1b");
        storage()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "update model_version set artifact_digest = 'sha256:1' where id = ?",
                                        renamed.versionId()));

        deploy(version, "deployed");
        deploy(renamed, "deployed");

        assertEquals(List.of("REQUESTED"), states(version));
    }

    @Test
    void deployment_elsewhereChangesNothing() {
        RegisteredVersion version = Stories.registered(storage(), "elsewhere", "1");
        call(version, Reports.AS_OF);
        RegisteredVersion two = another(version, "2");

        storage()
                .models()
                .record(
                        two.modelId(),
                        two.versionId(),
                        Stories.deployed("2", "staging", Reports.AS_OF));

        assertEquals(List.of("REQUESTED"), states(version));
    }

    @Test
    void outbox_carriesTheEvidence() {
        RegisteredVersion version = Stories.registered(storage(), "über/ risk", "1");
        String id = call(version, Reports.AS_OF).orElseThrow();

        JsonNode event = outbox(version, "retraining.requested").get(0);
        JsonNode data = event.path("data");

        assertEquals("retraining.requested", event.path("type").textValue());
        assertEquals(id, data.path("request_id").textValue());
        assertEquals("über/ risk", data.path("model").textValue());
        assertEquals("decay", data.path("reason").textValue());
        assertEquals("critical", data.path("severity").textValue());
        assertEquals("2026-11-02T01:00:00Z", data.path("as_of").textValue());
        assertEquals("2026-11-09T01:00:00Z", data.path("cooldown_until").textValue());
        assertEquals(
                "/v1/models/%C3%BCber%2F%20risk/retraining-requests/" + id + "/status",
                data.path("callback_url").textValue());
        assertEquals(
                Json.read(
                        """
                        {"policy_revision": 3, "figures": {"level": 0.7, "threshold": 0.77},
                         "window": {"from": "2026-11-01T00:00:00Z", "to": "2026-11-02T00:00:00Z",
                                    "samples": 1488, "labelled": 1400},
                         "drift": [{"feature": "income", "role": "FEATURE", "method": "ks",
                                    "score": 0.1901, "effect": 0.31, "reference_id": 5}],
                         "performance": [{"metric": "accuracy", "current": 0.81,
                                          "ci95": [0.79, 0.83]}],
                         "forecast": {"metric": "accuracy", "threshold": 0.77,
                                      "at": "2027-01-15T00:00:00Z", "low": "2027-01-01T00:00:00Z",
                                      "high": null}}
                        """),
                data.path("evidence"));
        assertTrue(event.toString().getBytes(StandardCharsets.UTF_8).length < 20_000);
    }

    @Test
    void outbox_tellsOfAlarms() {
        RegisteredVersion version = Stories.registered(storage(), "alarming", "1");
        call(version, Reports.AS_OF);

        JsonNode data = outbox(version, "alarm.raised").get(0).path("data");

        assertEquals("income", data.path("feature").textValue());
        assertEquals("2026-11-01T00:00:00Z", data.path("window").path("from").textValue());
        assertEquals("moved up", data.path("reason").textValue());
        assertEquals(5, data.path("reference_id").longValue());
    }

    private static List<JsonNode> outbox(RegisteredVersion version, String type) {
        return storage()
                .jdbi()
                .withHandle(
                        h ->
                                h.createQuery(
                                                """
                                                select payload from outbox
                                                 where model_id = :modelId and type = :type order by id
                                                """)
                                        .bind("modelId", version.modelId())
                                        .bind("type", type)
                                        .mapTo(String.class)
                                        .map(Json::read)
                                        .list());
    }
}
