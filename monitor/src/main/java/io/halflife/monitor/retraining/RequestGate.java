// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.retraining;

import static io.halflife.monitor.figures.Figures.count;
import static io.halflife.monitor.figures.Figures.day;
import static io.halflife.monitor.figures.Figures.duration;

import io.halflife.monitor.model.VersionDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a run may make a request now. At most one is open per model and environment; after each
 * there is a cool-down until its time has passed or another artifact is deployed; at most {@value
 * #REQUESTS_MAX} are made in 30 days; and a version that was replaced asks for nothing.
 *
 * <p>All times are the clock of the runs, so that a replay decides as it would have then.
 */
public final class RequestGate {

    /** Requests within {@link #REQUESTS_SPAN} beyond these are refused. */
    public static final int REQUESTS_MAX = 3;

    public static final Duration REQUESTS_SPAN = Duration.ofDays(30);

    private final Duration coolDown;
    private final List<PastRequest> requests;
    private final Deployments deployments;

    /**
     * @param requests of the model in the environment
     * @param deployments of the model in the environment
     */
    public RequestGate(Duration coolDown, List<PastRequest> requests, Deployments deployments) {
        this.coolDown = Objects.requireNonNull(coolDown, "coolDown");
        this.requests = requests.stream().sorted(Comparator.comparing(PastRequest::asOf)).toList();
        this.deployments = Objects.requireNonNull(deployments, "deployments");
    }

    /** Why no request may be made, in words; empty when one may. */
    public Optional<String> refusal(VersionDefinition version, Instant asOf) {
        List<PastRequest> earlier =
                requests.stream().filter(request -> request.asOf().isBefore(asOf)).toList();
        return replaced(version, asOf)
                .or(() -> open(earlier, asOf))
                .or(() -> coolingDown(earlier, asOf))
                .or(() -> tooMany(earlier, asOf));
    }

    /** Ids of requests that the store holds open, but that were given up by the clock. */
    public List<String> expired(Instant asOf) {
        return requests.stream()
                .filter(request -> request.open() && request.isExpired(asOf))
                .map(PastRequest::id)
                .toList();
    }

    private Optional<String> replaced(VersionDefinition version, Instant asOf) {
        return deployments
                .inPlaceAt(asOf)
                .filter(now -> now.isOtherThan(version.id().version(), version.artifactDigest()))
                .map(
                        now ->
                                "version "
                                        + version.id().version()
                                        + " was replaced by version "
                                        + now.version()
                                        + " on "
                                        + day(now.occurredAt()));
    }

    private static Optional<String> open(List<PastRequest> earlier, Instant asOf) {
        return earlier.stream()
                .filter(request -> request.isOpen(asOf))
                .findFirst()
                .map(
                        request ->
                                "request "
                                        + request.id()
                                        + " of "
                                        + day(request.asOf())
                                        + " is open");
    }

    private Optional<String> coolingDown(List<PastRequest> earlier, Instant asOf) {
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        PastRequest last = earlier.get(earlier.size() - 1);
        Instant end = last.asOf().plus(coolDown);
        if (!asOf.isBefore(end) || deployments.changeAfter(last.asOf()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                "cool-down of "
                        + duration(coolDown)
                        + " after request "
                        + last.id()
                        + " lasts until "
                        + end);
    }

    private static Optional<String> tooMany(List<PastRequest> earlier, Instant asOf) {
        Instant since = asOf.minus(REQUESTS_SPAN);
        long recent = earlier.stream().filter(request -> request.asOf().isAfter(since)).count();
        return recent < REQUESTS_MAX
                ? Optional.empty()
                : Optional.of(
                        count(recent, "request")
                                + " within "
                                + duration(REQUESTS_SPAN)
                                + ", the most that are allowed");
    }
}
