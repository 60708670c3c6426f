// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.latency.LatencyStep;
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
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Reads the newest results of all models. One caller at a time; blocking, within a deadline. */
final class ResultSource implements Supplier<ModelResults> {

    /** From the first query on; a scrape is worth nothing later. */
    static final Duration DEADLINE = Duration.ofSeconds(3);

    private static final List<Duration> LATENCY_SPANS =
            List.of(Duration.ofMinutes(10), Duration.ofHours(2));

    private final Storage storage;
    private final Clock clock;
    private final Duration deadline;
    private final LatencyReader latencies;

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
        this.latencies = new LatencyReader(storage.jdbi());
    }

    /** What the database holds of all versions, before policies and latencies. */
    private record Found(
            List<CurrentVersion> versions, Map<String, Long> models, ResultGroups groups) {}

    @Override
    public ModelResults get() {
        Instant started = clock.instant();
        Found found =
                storage.jdbi().inTransaction(TransactionIsolationLevel.REPEATABLE_READ, this::read);
        policies.keySet()
                .retainAll(found.versions().stream().map(v -> v.identity().modelId()).toList());
        List<VersionResults> results =
                found.versions().stream().map(v -> results(v, found.groups(), started)).toList();
        Duration took = Duration.between(started, clock.instant());
        return new ModelResults(started, took, results, found.models());
    }

    private Found read(Handle handle) {
        handle.execute("set transaction read only");
        handle.execute("set local statement_timeout = " + deadline.toMillis());
        CurrentResults current = new CurrentResults(handle);
        List<CurrentVersion> versions = LiveVersions.of(current.versions());
        return new Found(versions, current.judgedModels(), ResultGroups.read(current, versions));
    }

    private VersionResults results(CurrentVersion version, ResultGroups groups, Instant started) {
        if (clock.instant().isAfter(started.plus(deadline))) {
            throw new IllegalStateException("reading the results took longer than " + deadline);
        }
        VersionScope scope = version.scope();
        return new VersionResults(
                version,
                policy(version),
                groups.verdicts().getOrDefault(scope, List.of()),
                groups.performance().getOrDefault(scope, List.of()),
                groups.coverage().getOrDefault(scope, List.of()).stream().findFirst(),
                groups.decay().getOrDefault(scope, List.of()),
                groups.reference().getOrDefault(version.run().referenceId(), Map.of()),
                latency(version, started));
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

    /** Replayed time is not ours: there, lately means before the newest run's clock. */
    private Optional<LatencyStep> latency(CurrentVersion version, Instant started) {
        Instant now = version.identity().origin() == Origin.LIVE ? started : version.run().asOf();
        return LATENCY_SPANS.stream()
                .map(span -> new Window(now.minus(span), now))
                .map(window -> latencies.of(version.scope(), List.of(window)).get(0))
                .filter(step -> !step.isEmpty())
                .findFirst();
    }
}
