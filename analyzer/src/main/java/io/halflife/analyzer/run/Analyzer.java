// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.engine.Engine;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.Watermark;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Analyses versions one after the other: each in its own run, with its own report transaction, so
 * that one that fails keeps no other from its results. One thread.
 */
public final class Analyzer {

    private static final Logger LOG = LoggerFactory.getLogger(Analyzer.class);
    private static final int PAGE = 500;

    private final Storage storage;
    private final Engine engine;
    private final References references;

    public Analyzer(Storage storage, Engine engine) {
        this.storage = storage;
        this.engine = engine;
        this.references = new References(storage, engine);
    }

    /**
     * Analyses what is asked for, in the order of names.
     *
     * @throws RunException when it names what does not exist, or when runs failed; the others stand
     */
    public List<RunSummary> analyze(AnalysisRequest request) {
        Instant clock = new Watermark(storage.jdbi()).clock();
        Instant asOf = request.asOf().orElse(clock);
        List<RunSummary> summaries = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (RegisteredVersion version : versions(request)) {
            try {
                requirePast(version, asOf, clock);
                analyze(version, request, asOf.truncatedTo(ChronoUnit.MICROS), summaries);
            } catch (RunException e) {
                failures.add(e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("analysing {} failed", version.definition().id(), e);
                failures.add(version.definition().id() + ": " + Failures.inOneLine(e));
            }
        }
        if (!failures.isEmpty()) {
            throw new RunException(String.join("; ", failures));
        }
        return summaries;
    }

    /** A run never goes back: a live model that was judged in the future would wait until then. */
    private void requirePast(RegisteredVersion version, Instant asOf, Instant clock) {
        String name = version.definition().id().model();
        if (asOf.isAfter(clock) && model(name).origin() == RegisteredModel.Origin.LIVE) {
            throw new RunException(
                    name + ": as_of " + asOf + " is in the future; it is " + clock + " now");
        }
    }

    private void analyze(
            RegisteredVersion version,
            AnalysisRequest request,
            Instant asOf,
            List<RunSummary> summaries) {
        references.profilePending(version, asOf);
        for (String environment : environments(version, request)) {
            VersionScope scope = new VersionScope(version.versionId(), environment);
            VersionRun run =
                    new VersionRun(
                            storage,
                            engine,
                            references,
                            version,
                            scope,
                            asOf,
                            request.decayRange());
            summaries.add(run.analyze());
        }
    }

    private List<String> environments(RegisteredVersion version, AnalysisRequest request) {
        return storage.models().environments(version.versionId()).stream()
                .filter(name -> request.environment().map(name::equals).orElse(true))
                .toList();
    }

    private List<RegisteredVersion> versions(AnalysisRequest request) {
        if (request.model().isEmpty()) {
            return models().stream()
                    .flatMap(model -> storage.models().versions(model.modelId()).stream())
                    .toList();
        }
        RegisteredModel model = model(request.model().get());
        return request.version()
                .map(name -> List.of(version(new ModelVersion(model.name(), name))))
                .orElseGet(() -> storage.models().versions(model.modelId()));
    }

    private List<RegisteredModel> models() {
        List<RegisteredModel> models = new ArrayList<>();
        List<RegisteredModel> page = storage.models().list("", PAGE);
        while (!page.isEmpty()) {
            models.addAll(page);
            page = storage.models().list(page.get(page.size() - 1).name(), PAGE);
        }
        return models;
    }

    private RegisteredModel model(String name) {
        return storage.models()
                .find(name)
                .orElseThrow(() -> new RunException("there is no model " + name));
    }

    private RegisteredVersion version(ModelVersion id) {
        return storage.models()
                .version(id)
                .orElseThrow(
                        () ->
                                new RunException(
                                        "model " + id.model() + " has no version " + id.version()));
    }
}
