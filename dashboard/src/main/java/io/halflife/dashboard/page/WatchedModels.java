// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.server.Exchange;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.storage.Storage;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.model.PolicyStore;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.pages.FleetPages;
import io.halflife.storage.pages.LatestRun;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.results.VersionScope;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds what a page of a model is asked for. Nothing asked: the version that was analysed last, in
 * production if that was analysed. Blocking.
 */
public final class WatchedModels {

    private static final String PRODUCTION = "production";

    private final ModelStore models;
    private final PolicyStore policies;
    private final ResultReader results;
    private final FleetPages fleet;

    public WatchedModels(Storage storage) {
        this.models = storage.models();
        this.policies = storage.policies();
        this.results = storage.results();
        this.fleet = new FleetPages(storage.jdbi());
    }

    /**
     * The model of an address, also an archived one.
     *
     * @param version null or empty: the one analysed last in the environment, else the newest
     * @param environment null or empty: production if analysed, else any that was
     * @throws ProblemException 404 for a model, version or environment that does not exist
     */
    public WatchedModel find(String name, String version, String environment) {
        RegisteredModel model =
                models.find(name)
                        .or(() -> models.findArchived(name))
                        .orElseThrow(() -> new ProblemException(Exchange.unknownModel()));
        List<RegisteredVersion> versions = models.versions(model.modelId());
        String wantedVersion = version == null ? "" : version;
        String wantedEnvironment = environment == null ? "" : environment;
        String query = WatchedModel.query(wantedVersion, wantedEnvironment);
        if (versions.isEmpty() && wantedVersion.isEmpty()) {
            return unregistered(model, wantedEnvironment, query);
        }
        Optional<LatestRun> latest = latest(model, wantedEnvironment);
        RegisteredVersion shown = version(versions, wantedVersion, latest);
        TreeSet<String> known = new TreeSet<>(models.environments(shown.versionId()));
        String place = environment(wantedEnvironment, known, latest);
        known.add(place);
        PolicyRevision policy =
                policies.current(model.modelId(), shown.definition().output().task());
        return new WatchedModel(
                model,
                versions,
                shown,
                place,
                List.copyOf(known),
                policy.policy(),
                policy.revision(),
                results.latestRun(new VersionScope(shown.versionId(), place)),
                query);
    }

    private static WatchedModel unregistered(
            RegisteredModel model, String environment, String query) {
        return new WatchedModel(
                model,
                List.of(),
                null,
                environment,
                List.of(),
                MonitoringPolicy.defaults(Task.BINARY_CLASSIFICATION),
                0,
                Optional.empty(),
                query);
    }

    private Optional<LatestRun> latest(RegisteredModel model, String environment) {
        List<LatestRun> runs = fleet.latestRuns(List.of(model.modelId()));
        String wanted = environment.isEmpty() ? PRODUCTION : environment;
        Optional<LatestRun> found =
                runs.stream().filter(run -> run.scope().environment().equals(wanted)).findFirst();
        return found.isPresent() || !environment.isEmpty() ? found : runs.stream().findFirst();
    }

    private static RegisteredVersion version(
            List<RegisteredVersion> versions, String wanted, Optional<LatestRun> latest) {
        String name = wanted.isEmpty() ? latest.map(LatestRun::version).orElse("") : wanted;
        if (name.isEmpty()) {
            return versions.get(versions.size() - 1);
        }
        return versions.stream()
                .filter(version -> version.definition().id().version().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.of(
                                                404,
                                                "unknown_version",
                                                "the model has no version of this name")));
    }

    private static String environment(
            String wanted, SortedSet<String> known, Optional<LatestRun> latest) {
        if (!wanted.isEmpty()) {
            if (!known.contains(wanted)) {
                throw new ProblemException(
                        Problem.of(
                                404,
                                "unknown_environment",
                                "the version is not known in this environment"));
            }
            return wanted;
        }
        String last = latest.map(run -> run.scope().environment()).orElse(PRODUCTION);
        return known.isEmpty() || known.contains(last) ? last : known.first();
    }
}
