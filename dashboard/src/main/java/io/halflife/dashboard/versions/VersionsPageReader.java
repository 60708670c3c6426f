// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import io.halflife.dashboard.page.Cell;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.ModelHead;
import io.halflife.dashboard.page.ModelHeads;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.WatchedModels;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.statistics.cost.StoragePlan;
import io.halflife.statistics.cost.StoredVersion;
import io.halflife.storage.Storage;
import io.halflife.storage.lifecycle.ModelEvents;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.reference.ReferenceHistory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the page of a model's versions. Blocking.
 *
 * <p>Law: a fixed number of queries however many versions there are.
 */
public final class VersionsPageReader {

    /** Versions on one page. */
    static final int ROWS_MAX = 50;

    private final Storage storage;
    private final WatchedModels models;
    private final ModelHeads heads;
    private final KeptVersions kept;
    private final ReferenceHistory references;
    private final ModelEvents events;

    public VersionsPageReader(Storage storage, Clock clock) {
        this.storage = storage;
        this.models = new WatchedModels(storage);
        this.heads = new ModelHeads(storage);
        this.kept = new KeptVersions(storage, clock);
        this.references = new ReferenceHistory(storage.jdbi());
        this.events = new ModelEvents(storage.jdbi());
    }

    /**
     * What the page is asked.
     *
     * @param version null or empty for the one analysed last, like environment
     * @param before the last version of the page before; null or empty on the first
     */
    public record Question(
            String model,
            String version,
            String environment,
            String before,
            StorageQuestion storage,
            String hot,
            String cold) {}

    public VersionsPage read(Question question) {
        WatchedModel watched =
                models.find(question.model(), question.version(), question.environment());
        ModelHead head = heads.head(watched, ModelHead.Tab.VERSIONS);
        List<RegisteredVersion> shown = shown(watched.versions(), question.before());
        boolean isFirst = question.before() == null || question.before().isEmpty();
        List<KeptVersion> measured =
                kept.of(
                        watched.model(),
                        isFirst ? KeptVersions.planned(watched.versions()) : shown);
        StoragePlan plan = KeptVersions.plan(measured, question.storage().keep());
        Set<String> leaving =
                isFirst
                        ? plan.archived().stream()
                                .map(StoredVersion::version)
                                .collect(Collectors.toSet())
                        : null;
        return new VersionsPage(
                Shell.ofModel(head, false),
                watched.versions().isEmpty()
                        ? "No version is registered yet"
                        : Figures.counted(watched.versions().size(), "version"),
                rows(watched, shown, measured, leaving),
                isFirst && !measured.isEmpty() ? card(watched, measured, plan, question) : null,
                nextHref(watched, shown),
                "/v1" + Links.model(watched.name()) + "/storage?format=csv",
                DangerZone.of(watched, events.newest(watched.model().modelId())));
    }

    /** Of the newest that come after the one named, newest last. */
    private static List<RegisteredVersion> shown(List<RegisteredVersion> all, String before) {
        int to = all.size();
        if (before != null && !before.isEmpty()) {
            to = 0;
            while (to < all.size() && !name(all.get(to)).equals(before)) {
                to++;
            }
            if (to == all.size()) {
                throw new ProblemException(
                        Problem.of(
                                404, "unknown_version", "the model has no version of this name"));
            }
        }
        return all.subList(Math.max(0, to - ROWS_MAX), to);
    }

    private static String name(RegisteredVersion version) {
        return version.definition().id().version();
    }

    private static String nextHref(WatchedModel watched, List<RegisteredVersion> shown) {
        boolean goesOn =
                !shown.isEmpty() && !name(shown.get(0)).equals(name(watched.versions().get(0)));
        return goesOn
                ? Links.model(watched.name())
                        + "/versions"
                        + Links.query(Map.of("before", name(shown.get(0))))
                : "";
    }

    private List<VersionsPage.VersionRow> rows(
            WatchedModel watched,
            List<RegisteredVersion> shown,
            List<KeptVersion> measured,
            Set<String> leaving) {
        Map<Integer, KeptVersion> sizes = new LinkedHashMap<>();
        measured.forEach(version -> sizes.put(version.version().versionId(), version));
        Map<Integer, ReferenceHistory.Standing> standing =
                references.standing(shown.stream().map(RegisteredVersion::versionId).toList());
        Map<String, List<Deployment>> deployments =
                storage.models().deployments(watched.model().modelId()).stream()
                        .collect(Collectors.groupingBy(Deployment::version));
        List<VersionsPage.VersionRow> rows = new ArrayList<>();
        for (RegisteredVersion version : shown) {
            rows.add(
                    row(
                            watched,
                            sizes.get(version.versionId()),
                            VersionWords.reference(standing.get(version.versionId())),
                            VersionWords.deployed(
                                    deployments.getOrDefault(name(version), List.of())),
                            leaving));
        }
        Collections.reverse(rows);
        return rows;
    }

    private static VersionsPage.VersionRow row(
            WatchedModel watched,
            KeptVersion version,
            Cell reference,
            Cell deployed,
            Set<String> leaving) {
        VersionDefinition definition = version.version().definition();
        return new VersionsPage.VersionRow(
                version.name(),
                VersionPageReader.href(watched.name(), version.name()),
                VersionWords.places(version),
                new Cell(
                        Figures.day(version.version().createdAt()),
                        "",
                        version.version().createdAt().toString()),
                Cell.of(
                        Figures.count(definition.signature().inputs().size()),
                        VersionWords.inputs(definition.signature().inputs())
                                + "; "
                                + VersionWords.task(definition.output()),
                        definition.signature().inputs().size()),
                reference,
                deployed,
                VersionWords.rows(version),
                VersionWords.bytes(version),
                leaving == null ? "" : leaving.contains(version.name()) ? "archive" : "keep");
    }

    private static VersionsPage.PlanCard card(
            WatchedModel watched, List<KeptVersion> measured, StoragePlan plan, Question question) {
        return new VersionsPage.PlanCard(
                Links.model(watched.name()) + "/versions",
                question.storage().keep(),
                question.hot() == null ? "" : question.hot(),
                question.cold() == null ? "" : question.cold(),
                PlanSentences.of(measured, watched.versions().size(), plan, question.storage()));
    }
}
