// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.PolicyStore;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.pages.AnalysedVersions;
import io.halflife.storage.pages.WindowPages;
import io.halflife.storage.pages.WindowPages.Counted;
import io.halflife.storage.pages.WindowPages.Results;
import io.halflife.storage.pages.WindowRange;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.results.VersionScope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads what the fleet page shows: per model and environment the version analysed last, with the
 * verdicts of its newest window. Blocking.
 */
public final class FleetReader {

    /** Ground truth comes late: performance is looked for this many windows back. */
    private static final int PERFORMANCE_WINDOWS = 60;

    private final ModelStore models;
    private final PolicyStore policies;
    private final ResultReader results;
    private final WindowPages windows;
    private final AnalysedVersions analysed;

    public FleetReader(Storage storage) {
        this.models = storage.models();
        this.policies = storage.policies();
        this.results = storage.results();
        this.windows = new WindowPages(storage.jdbi());
        this.analysed = new AnalysedVersions(storage.jdbi());
    }

    /**
     * One page of the fleet, by model name.
     *
     * @param after the last model of the page before; the empty string on the first page
     * @param visible the models that the caller may know of
     */
    public FleetPage read(String after, Predicate<String> visible) {
        List<RegisteredModel> found = models.list(after, FleetPage.MODELS_MAX);
        List<ModelCard> cards = new ArrayList<>();
        found.stream()
                .filter(model -> visible.test(model.name()))
                .forEach(model -> cards.addAll(cardsOf(model)));
        String next =
                found.size() < FleetPage.MODELS_MAX
                        ? ""
                        : "/?after=" + encoded(found.get(found.size() - 1).name());
        return new FleetPage(cards, next);
    }

    private List<ModelCard> cardsOf(RegisteredModel model) {
        List<RegisteredVersion> versions = models.versions(model.modelId());
        List<VersionScope> scopes = analysed.latest(model.modelId());
        if (scopes.isEmpty()) {
            return List.of(CardWriter.waiting(model, versions, this::referenceOf));
        }
        return scopes.stream().map(scope -> card(model, versions, scope)).toList();
    }

    private String referenceOf(RegisteredVersion version) {
        return CardWriter.reference(results.reference(version.versionId()));
    }

    private ModelCard card(
            RegisteredModel model, List<RegisteredVersion> versions, VersionScope scope) {
        RegisteredVersion version =
                versions.stream()
                        .filter(v -> v.versionId() == scope.versionId())
                        .findFirst()
                        .orElseThrow();
        return new CardWriter(
                        model,
                        version,
                        scope.environment(),
                        policies.current(model.modelId(), version.definition().output().task())
                                .policy())
                .card(
                        new CardWriter.Findings(
                                results.latestRun(scope).orElseThrow(),
                                results.reference(version.versionId()),
                                newestVerdicts(scope),
                                newestPerformance(scope),
                                results.decay(scope),
                                results.requests(model.modelId(), scope.environment())));
    }

    private List<DriftResult> newestVerdicts(VersionScope scope) {
        return newest(Results.DRIFT, scope, 1).stream()
                .flatMap(window -> verdicts(scope, window).stream())
                .toList();
    }

    private List<DriftResult> verdicts(VersionScope scope, Window window) {
        Instant justAfter = window.start().plus(1, ChronoUnit.MICROS);
        return results.primaryDrift(scope, window.start(), justAfter).stream()
                .filter(result -> result.window().equals(window))
                .toList();
    }

    /** Oldest first. */
    private List<PerformanceValue> newestPerformance(VersionScope scope) {
        List<Window> found = newest(Results.PERFORMANCE, scope, PERFORMANCE_WINDOWS);
        return found.isEmpty()
                ? List.of()
                : results.performance(scope, found.get(found.size() - 1).start(), Instant.MAX);
    }

    private List<Window> newest(Results of, VersionScope scope, int count) {
        WindowRange all = new WindowRange(Instant.MIN, Instant.MAX, null, true);
        return windows.windows(of, scope, all, count).stream().map(Counted::window).toList();
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
