// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.VersionScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a page of a model is about: one version in one environment.
 *
 * @param versions of the model, oldest first; empty while none is registered
 * @param version the one shown; null while none is registered
 * @param environments in which that version is known, sorted; holds the one shown
 * @param policy in force
 * @param revision of the policy; 0 when nothing was set
 * @param run the newest; empty while nothing was analysed
 * @param query what was asked for, as addresses carry it on; the empty string for the defaults
 */
public record WatchedModel(
        RegisteredModel model,
        List<RegisteredVersion> versions,
        RegisteredVersion version,
        String environment,
        List<String> environments,
        MonitoringPolicy policy,
        int revision,
        Optional<AnalysisRun> run,
        String query) {

    public WatchedModel {
        Objects.requireNonNull(model, "model");
        versions = List.copyOf(versions);
        environments = List.copyOf(environments);
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(query, "query");
    }

    public String name() {
        return model.name();
    }

    /** The empty string while none is registered. */
    public String versionName() {
        return version == null ? "" : version.definition().id().version();
    }

    /** Only of a model that has a version. */
    public VersionScope scope() {
        return new VersionScope(version.versionId(), environment);
    }

    /** "archived", "replayed" or "demo"; the empty string for a live model. */
    public String badge() {
        return isArchived() ? "archived" : badge(model.origin());
    }

    public boolean isArchived() {
        return model.archivedAt() != null;
    }

    public static String badge(RegisteredModel.Origin origin) {
        return switch (origin) {
            case LIVE -> "";
            case REPLAY -> "replayed";
            case DEMO -> "demo";
        };
    }

    /** {@code ?version=…&environment=…}, without what is empty. */
    static String query(String version, String environment) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("version", version);
        parameters.put("environment", environment);
        return Links.query(parameters);
    }
}
