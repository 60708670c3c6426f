// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.retraining;

import io.halflife.monitor.decay.ServedArtifacts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was put to work in an environment, in the order of time. Only another artifact is a change:
 * the same one deployed again, or under another name, hides no decay.
 *
 * @param events oldest first, none later than the run's clock
 */
public record Deployments(List<DeploymentEvent> events) {

    public Deployments {
        events = events.stream().sorted(Comparator.comparing(DeploymentEvent::occurredAt)).toList();
    }

    /** Those up to the clock. */
    public static Deployments upTo(Instant asOf, List<DeploymentEvent> events) {
        return new Deployments(
                events.stream().filter(event -> !event.occurredAt().isAfter(asOf)).toList());
    }

    /** When the version first got traffic. */
    public Optional<Instant> firstOf(String version) {
        return events.stream()
                .filter(event -> event.version().equals(version))
                .filter(event -> !"retired".equals(event.action()))
                .map(DeploymentEvent::occurredAt)
                .findFirst();
    }

    /**
     * Which artifact the version served when.
     *
     * @param registered its digest as it was registered; empty when not stated
     */
    public ServedArtifacts artifactsOf(String version, String registered) {
        return ServedArtifacts.of(
                registered,
                events.stream()
                        .filter(event -> event.version().equals(version))
                        .filter(event -> !"retired".equals(event.action()))
                        .map(
                                event ->
                                        new ServedArtifacts.Deployed(
                                                event.occurredAt(), event.artifactDigest()))
                        .toList());
    }

    /** What was in place at that time. */
    public Optional<DeploymentEvent> inPlaceAt(Instant instant) {
        return events.stream()
                .filter(DeploymentEvent::replacesOthers)
                .filter(event -> !event.occurredAt().isAfter(instant))
                .reduce((earlier, later) -> later);
    }

    /** The first change to another artifact after that time. */
    public Optional<DeploymentEvent> changeAfter(Instant instant) {
        Optional<DeploymentEvent> then = inPlaceAt(instant);
        return events.stream()
                .filter(DeploymentEvent::replacesOthers)
                .filter(event -> event.occurredAt().isAfter(instant))
                .filter(
                        event ->
                                then.isEmpty()
                                        || event.isOtherThan(
                                                then.get().version(), then.get().artifactDigest()))
                .findFirst();
    }
}
