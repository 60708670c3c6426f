// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.dashboard.serving.Served;
import io.halflife.dashboard.serving.ServingPlace;
import io.halflife.dashboard.serving.ServingReader;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.storage.Storage;
import io.halflife.storage.model.RegisteredModel.Origin;
import io.halflife.storage.results.CurrentResults;
import io.halflife.storage.results.CurrentVersion;
import io.halflife.storage.results.VersionScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Reads the newest results of all models. One caller at a time; blocking, within a deadline. */
final class ResultSource implements Supplier<ModelResults> {

    /** From the first query on; a scrape is worth nothing later. */
    static final Duration DEADLINE = Duration.ofSeconds(3);

    private final Storage storage;
    private final Clock clock;
    private final Duration deadline;
    private final ServingReader serving = new ServingReader();

    /** A version that fell silent is no longer found among the newest rows, but it was. */
    private final Map<VersionScope, Instant> lastEvents = new HashMap<>();

    /** Policies by model; a revision never changes, so only another one is read. */
    private final Map<Integer, Revision> policies = new HashMap<>();

    private record Revision(int number, MonitoringPolicy policy) {}

    ResultSource(Storage storage, Clock clock) {
        this(storage, clock, DEADLINE);
    }

    ResultSource(Storage storage, Clock clock, Duration deadline) {
        this.storage = storage;
        this.clock = clock;
        this.deadline = deadline;
    }

    /** What the database holds of all versions, before policies and latencies. */
    private record Found(
            List<CurrentVersion> versions, Map<String, Long> models, ResultGroups groups) {}

    @Override
    public ModelResults get() {
        Instant started = clock.instant();
        Found found = inSnapshot(handle -> read(handle, started));
        keepOnly(found.versions());
        lastEvents.putAll(found.groups().lastEvents());
        List<ServingPlace> places = found.versions().stream().map(v -> place(v, started)).toList();
        Map<VersionScope, Served> served =
                inSnapshot(handle -> serving.read(handle, places, started));
        List<VersionResults> results =
                found.versions().stream()
                        .map(v -> results(v, found.groups(), served.get(v.scope())))
                        .toList();
        Duration took = Duration.between(started, clock.instant());
        return new ModelResults(started, took, results, found.models());
    }

    private void keepOnly(List<CurrentVersion> versions) {
        policies.keySet().retainAll(versions.stream().map(v -> v.identity().modelId()).toList());
        lastEvents.keySet().retainAll(versions.stream().map(CurrentVersion::scope).toList());
    }

    private <T> T inSnapshot(HandleCallback<T, RuntimeException> reading) {
        return storage.jdbi()
                .inTransaction(
                        TransactionIsolationLevel.REPEATABLE_READ,
                        handle -> {
                            handle.execute("set transaction read only");
                            handle.execute("set local statement_timeout = " + deadline.toMillis());
                            return reading.withHandle(handle);
                        });
    }

    private static Found read(Handle handle, Instant started) {
        CurrentResults current = new CurrentResults(handle);
        List<CurrentVersion> versions = LiveVersions.of(current.versions());
        Map<VersionScope, Instant> moments = new HashMap<>();
        versions.forEach(v -> moments.put(v.scope(), now(v, started)));
        return new Found(
                versions, current.judgedModels(), ResultGroups.read(current, versions, moments));
    }

    private ServingPlace place(CurrentVersion version, Instant started) {
        if (clock.instant().isAfter(started.plus(deadline))) {
            throw new IllegalStateException("reading the results took longer than " + deadline);
        }
        double limit =
                ServingSamples.latency(policy(version))
                        .map(ServiceLevelObjective::thresholdSeconds)
                        .orElse(Double.NaN);
        return new ServingPlace(version.scope(), now(version, started), limit);
    }

    private VersionResults results(CurrentVersion version, ResultGroups groups, Served served) {
        VersionScope scope = version.scope();
        return new VersionResults(
                version,
                policy(version),
                groups.verdicts().getOrDefault(scope, List.of()),
                groups.performance().getOrDefault(scope, List.of()),
                groups.coverage().getOrDefault(scope, List.of()).stream().findFirst(),
                groups.decay().getOrDefault(scope, List.of()),
                groups.reference().getOrDefault(version.run().referenceId(), Map.of()),
                new VersionResults.Newest(
                        Optional.ofNullable(lastEvents.get(scope)),
                        Optional.ofNullable(groups.labelledUntil().get(scope))),
                served);
    }

    private MonitoringPolicy policy(CurrentVersion version) {
        int model = version.identity().modelId();
        int number = version.run().policyRevision();
        Revision known = policies.get(model);
        if (known == null || known.number() != number) {
            known =
                    new Revision(
                            number,
                            storage.policies()
                                    .at(model, number, version.identity().task())
                                    .policy());
            policies.put(model, known);
        }
        return known.policy();
    }

    /** Replayed time is not ours: there, now is the newest run's clock. */
    private static Instant now(CurrentVersion version, Instant started) {
        return version.identity().origin() == Origin.LIVE ? started : version.run().asOf();
    }
}
