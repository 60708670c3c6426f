// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import io.halflife.monitor.retraining.DeploymentEvent;
import io.halflife.monitor.retraining.Deployments;
import io.halflife.statistics.cost.StoragePlan;
import io.halflife.storage.Storage;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.size.VersionSize;
import io.halflife.storage.size.VersionSizes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what the versions of a model take, and plans which of them stay at hand. Blocking. */
public final class KeptVersions {

    /** The newest versions that are measured and planned. */
    public static final int VERSIONS_MAX = 200;

    private final Storage storage;
    private final VersionSizes sizes;
    private final Clock clock;

    public KeptVersions(Storage storage, Clock clock) {
        this.storage = storage;
        this.sizes = new VersionSizes(storage.jdbi());
        this.clock = clock;
    }

    /** Of these versions, in their order. */
    List<KeptVersion> of(RegisteredModel model, List<RegisteredVersion> versions) {
        Map<Integer, VersionSize> found =
                sizes.of(
                        model.modelId(),
                        versions.stream().map(RegisteredVersion::versionId).toList());
        Map<String, List<String>> places = places(model);
        return versions.stream()
                .map(
                        version ->
                                new KeptVersion(
                                        version,
                                        found.get(version.versionId()),
                                        places.getOrDefault(
                                                version.definition().id().version(), List.of())))
                .toList();
    }

    /** The newest, oldest first. */
    public static List<RegisteredVersion> planned(List<RegisteredVersion> oldestFirst) {
        return oldestFirst.subList(
                Math.max(0, oldestFirst.size() - VERSIONS_MAX), oldestFirst.size());
    }

    static StoragePlan plan(List<KeptVersion> oldestFirst, int keep) {
        return StoragePlan.keeping(oldestFirst.stream().map(KeptVersion::stored).toList(), keep);
    }

    /** By version, the environments in which it is in place now. */
    private Map<String, List<String>> places(RegisteredModel model) {
        Map<String, List<DeploymentEvent>> events = new TreeMap<>();
        for (Deployment d : storage.models().deployments(model.modelId())) {
            events.computeIfAbsent(d.environment(), e -> new ArrayList<>())
                    .add(
                            new DeploymentEvent(
                                    d.version(), d.artifactDigest(), d.action(), d.occurredAt()));
        }
        Map<String, List<String>> places = new LinkedHashMap<>();
        events.forEach(
                (environment, of) ->
                        new Deployments(of)
                                .inPlaceAt(clock.instant())
                                .ifPresent(
                                        event ->
                                                places.computeIfAbsent(
                                                                event.version(),
                                                                v -> new ArrayList<>())
                                                        .add(environment)));
        return places;
    }
}
