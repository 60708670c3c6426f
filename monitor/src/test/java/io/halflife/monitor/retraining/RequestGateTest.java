// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.retraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestGateTest {

    private static final Instant DAY_0 = Instant.parse("2026-03-01T01:00:00Z");
    private static final VersionDefinition SEVEN = version("7", "sha-7");

    @Test
    void request_mayBeMadeWhenNothingWasAskedBefore() {
        assertEquals(Optional.empty(), gate(List.of()).refusal(SEVEN, DAY_0));
    }

    @Test
    void openRequest_refusesAnotherUntilItIsGivenUp() {
        RequestGate gate = gate(Duration.ZERO, List.of(request(0, true)));

        String refusal = gate.refusal(SEVEN, DAY_0.plus(Duration.ofHours(23))).orElseThrow();
        assertTrue(refusal.contains("is open"), refusal);
        assertEquals(Optional.empty(), gate.refusal(SEVEN, DAY_0.plus(Duration.ofHours(24))));
    }

    @Test
    void openRequest_isExpiredByTheClockOfTheRuns() {
        RequestGate gate = gate(List.of(request(0, true), request(1, false)));

        assertEquals(List.of(), gate.expired(DAY_0.plus(Duration.ofHours(23))));
        assertEquals(List.of("r0"), gate.expired(day(3)));
    }

    @Test
    void coolDown_countsFromCreationAlsoOfAFailedRequest() {
        RequestGate gate = gate(List.of(request(0, false)));

        String refusal = gate.refusal(SEVEN, day(6)).orElseThrow();
        assertTrue(refusal.contains("cool-down of 7 days after request r0"), refusal);
        assertEquals(Optional.empty(), gate.refusal(SEVEN, day(7)));
    }

    @Test
    void coolDown_endsWithAnotherArtifact() {
        List<DeploymentEvent> eight =
                List.of(deployed("6", "sha-6", -9), deployed("7", "sha-7", 2));

        assertEquals(
                Optional.empty(), gate(List.of(request(0, false)), eight).refusal(SEVEN, day(3)));
    }

    /** A rollback to, or a redeploy of, the same artifact hides no decay. */
    @Test
    void coolDown_outlivesARedeployOfTheSameArtifact() {
        List<DeploymentEvent> again =
                List.of(deployed("7", "sha-7", -9), deployed("7", "sha-7", 2));

        assertTrue(gate(List.of(request(0, false)), again).refusal(SEVEN, day(3)).isPresent());
    }

    @Test
    void replacedVersion_asksForNothing() {
        List<DeploymentEvent> replaced =
                List.of(deployed("7", "sha-7", -9), deployed("8", "sha-8", 2));
        RequestGate gate = gate(List.of(), replaced);

        String refusal = gate.refusal(SEVEN, day(3)).orElseThrow();
        assertTrue(refusal.contains("replaced by version 8"), refusal);
        assertEquals(Optional.empty(), gate.refusal(version("8", "sha-8"), day(3)));
    }

    @Test
    void shareOfTraffic_replacesNothing() {
        List<DeploymentEvent> canary =
                List.of(
                        deployed("7", "sha-7", -9),
                        new DeploymentEvent("8", "sha-8", "traffic_shifted", day(1)));

        assertEquals(Optional.empty(), gate(List.of(), canary).refusal(SEVEN, day(3)));
    }

    @Test
    void requests_areAtMostThreeInThirtyDays() {
        List<PastRequest> three = List.of(request(0, false), request(8, false), request(16, false));
        RequestGate gate = gate(Duration.ofDays(1), three);

        assertTrue(
                gate.refusal(SEVEN, day(20)).orElseThrow().contains("3 requests within 30 days"));
        assertEquals(Optional.empty(), gate.refusal(SEVEN, day(30)));
    }

    /** A run at an earlier clock decides as it would have then. */
    @Test
    void laterRequest_countsForNothing() {
        RequestGate gate = gate(List.of(request(5, true)));

        assertEquals(Optional.empty(), gate.refusal(SEVEN, day(4)));
        assertEquals(Optional.empty(), gate.refusal(SEVEN, day(5)), "its own repeat");
    }

    @Test
    void requestId_isTheSameForTheSameRunAndDiffersInEveryPart() {
        ModelVersion ab = new ModelVersion("ab", "c");
        String id = RequestId.of(ab, "production", DAY_0, RetrainingReason.DECAY);

        assertEquals(id, RequestId.of(ab, "production", DAY_0, RetrainingReason.DECAY));
        assertEquals(36, id.length());
        List<String> others =
                List.of(
                        RequestId.of(
                                new ModelVersion("a", "bc"),
                                "production",
                                DAY_0,
                                RetrainingReason.DECAY),
                        RequestId.of(ab, "staging", DAY_0, RetrainingReason.DECAY),
                        RequestId.of(ab, "production", day(1), RetrainingReason.DECAY),
                        RequestId.of(ab, "production", DAY_0, RetrainingReason.FORECAST));
        assertEquals(4, others.stream().filter(other -> !other.equals(id)).distinct().count());
    }

    private static RequestGate gate(List<PastRequest> requests) {
        return gate(requests, List.of());
    }

    private static RequestGate gate(Duration coolDown, List<PastRequest> requests) {
        return new RequestGate(coolDown, requests, new Deployments(List.of()));
    }

    private static RequestGate gate(List<PastRequest> requests, List<DeploymentEvent> deployments) {
        return new RequestGate(Duration.ofDays(7), requests, new Deployments(deployments));
    }

    private static PastRequest request(int day, boolean open) {
        return new PastRequest("r" + day, day(day), RetrainingReason.DECAY, open);
    }

    private static DeploymentEvent deployed(String version, String digest, int day) {
        return new DeploymentEvent(version, digest, "deployed", day(day));
    }

    private static Instant day(int days) {
        return DAY_0.plus(Duration.ofDays(days));
    }

    private static VersionDefinition version(String version, String digest) {
        return new VersionDefinition(
                new ModelVersion("credit-risk", version),
                new Signature(List.of(), false),
                new OutputSpec(Task.BINARY_CLASSIFICATION, "1", List.of("0", "1"), 0.5),
                digest,
                VersionDefinition.TrainingData.UNKNOWN,
                "{}");
    }
}
