// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rehearsal;

import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.missing.MissingReference;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.rehearsal.SelfReplay;
import io.halflife.monitor.window.CountWindows;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.Storage;
import io.halflife.storage.reference.ReferenceValues;
import io.halflife.storage.reference.StoredReference;
import io.halflife.storage.reference.WindowProfiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The false-alarm rate that a policy achieves on a version's own reference. Reads the reference
 * alone, writes nothing.
 */
public final class AaRun {

    private static final double SECONDS_PER_DAY = 86_400;

    /** Where no production window says how many rows a window has. */
    private static final int WINDOWS_GUESSED = 20;

    private final Storage storage;
    private final Scope scope;
    private final MonitoringPolicy policy;

    private AaRun(Storage storage, Scope scope, MonitoringPolicy policy) {
        this.storage = storage;
        this.scope = scope;
        this.policy = policy;
    }

    /**
     * Replays.
     *
     * @param file empty: the policy in force
     * @throws Refusal when there is no reference, or too little of it
     */
    public static AaReport of(
            Storage storage,
            Optional<PolicyFile> file,
            String model,
            Optional<String> version,
            Optional<String> environment) {
        Scope scope = Scope.find(storage, model, version, environment);
        MonitoringPolicy policy =
                file.map(f -> f.policy(storage, scope.model()))
                        .orElseGet(() -> scope.inForce(storage).policy());
        return new AaRun(storage, scope, policy).report();
    }

    private AaReport report() {
        StoredReference reference =
                storage.references()
                        .fixedInForce(scope.version().versionId())
                        .orElseThrow(
                                () ->
                                        Refusal.failed(
                                                MissingReference.words(storage, scope.version())
                                                        .orElseGet(
                                                                () ->
                                                                        scope.version()
                                                                                        .definition()
                                                                                        .id()
                                                                                + " has no reference"
                                                                                + " that stands"
                                                                                + " still")));
        OwnWindows own = own(reference);
        if (own.count() < SelfReplay.WINDOWS_MIN) {
            throw Refusal.failed(
                    "the reference makes "
                            + own.count()
                            + " windows ("
                            + own.words()
                            + "); "
                            + SelfReplay.WINDOWS_MIN
                            + " are needed to say anything about a rate");
        }
        SelfReplay replay = new SelfReplay(policy.drift(), own.count());
        own.forEachColumn(replay::add);
        return new AaReport(
                scope.version().definition().id(),
                reference.id(),
                policy.drift(),
                own.rows(),
                own.words(),
                own.days(),
                replay.finish());
    }

    private OwnWindows own(StoredReference reference) {
        boolean counted = policy.window() instanceof CountWindows;
        Optional<TimedWindows> timed =
                counted
                        ? Optional.empty()
                        : TimedWindows.of(
                                new ReferenceValues(storage.jdbi(), reference.id()),
                                scope.version().definition().signature(),
                                policy.window());
        if (timed.isPresent()) {
            return timed.get();
        }
        List<FeatureProfile> profiles = storage.references().profiles(reference.id());
        long rows = profiles.stream().mapToLong(p -> p.n() + p.missing()).max().orElse(0);
        return new RandomWindows(
                profiles, reference.id(), rows, size(rows), daysOfOne(policy.window()));
    }

    /** As many rows as production's windows have. */
    private long size(long rows) {
        if (policy.window() instanceof CountWindows counted) {
            return counted.rows();
        }
        List<Long> seen =
                new WindowProfiles(storage.jdbi(), scope.versionScope())
                        .windows(Instant.MIN, Instant.MAX).values().stream().sorted().toList();
        return Math.max(1, seen.isEmpty() ? rows / WINDOWS_GUESSED : seen.get(seen.size() / 2));
    }

    private static Optional<Double> daysOfOne(WindowSpec spec) {
        return spec.containing(Instant.EPOCH)
                .map(w -> Duration.between(w.start(), w.end()).toSeconds() / SECONDS_PER_DAY);
    }
}
