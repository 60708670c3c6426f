// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.ModelHead;
import io.halflife.dashboard.page.ModelHeads;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.WatchedModels;
import io.halflife.dashboard.page.fleet.FirstSteps;
import io.halflife.dashboard.versions.VersionPage.DeploymentRow;
import io.halflife.dashboard.versions.VersionPage.Input;
import io.halflife.dashboard.versions.VersionPage.Replacing;
import io.halflife.monitor.model.Feature;
import io.halflife.storage.Storage;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.reference.ReferenceHistory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the page of one version. Blocking. */
public final class VersionPageReader {

    /** Categories of an input that are listed. */
    private static final int CATEGORIES_MAX = 20;

    private static final String WINDOW =
            "'{\"kind\":\"window\",\"from\":\"2026-09-01T00:00:00Z\","
                    + "\"to\":\"2026-10-01T00:00:00Z\"}'";

    private final Storage storage;
    private final WatchedModels models;
    private final ModelHeads heads;
    private final KeptVersions kept;
    private final ReferenceHistory references;
    private final FirstSteps steps;

    /**
     * A reader.
     *
     * @param steps where the collector is that takes references
     */
    public VersionPageReader(Storage storage, Clock clock, FirstSteps steps) {
        this.steps = steps;
        this.storage = storage;
        this.models = new WatchedModels(storage);
        this.heads = new ModelHeads(storage);
        this.kept = new KeptVersions(storage, clock);
        this.references = new ReferenceHistory(storage.jdbi());
    }

    /** The address of a version's page. */
    static String href(String model, String version) {
        return Links.model(model) + "/versions/" + Links.encoded(version);
    }

    public VersionPage read(String model, String version, String environment) {
        WatchedModel watched = models.find(model, version, environment);
        ModelHead head = heads.head(watched, ModelHead.Tab.VERSIONS);
        KeptVersion found = kept.of(watched.model(), List.of(watched.version())).get(0);
        List<Feature> inputs = watched.version().definition().signature().inputs();
        return new VersionPage(
                Shell.ofModel(head, false, new Shell.Crumb("Version " + found.name(), "")),
                found.name(),
                VersionFacts.of(found),
                Figures.counted(inputs.size(), "input") + ": " + VersionWords.inputs(inputs),
                inputs.stream().map(VersionPageReader::input).toList(),
                ReferenceRows.of(references.of(watched.version().versionId())),
                watched.isArchived() ? null : replacing(watched),
                deployments(watched),
                PartRows.of(found),
                PartRows.total(found));
    }

    private static Input input(Feature feature) {
        List<String> categories = feature.categories();
        String listed =
                String.join(
                        ", ", categories.subList(0, Math.min(CATEGORIES_MAX, categories.size())));
        int more = categories.size() - CATEGORIES_MAX;
        return new Input(
                feature.name(),
                feature.type(),
                feature.kind().jsonName(),
                feature.required(),
                more > 0 ? listed + " and " + Figures.count(more) + " more" : listed);
    }

    private List<DeploymentRow> deployments(WatchedModel watched) {
        List<DeploymentRow> rows = new ArrayList<>();
        for (Deployment d : storage.models().deployments(watched.model().modelId())) {
            if (d.version().equals(watched.versionName())) {
                rows.add(row(d));
            }
        }
        Collections.reverse(rows);
        return rows;
    }

    private static DeploymentRow row(Deployment d) {
        List<String> details = new ArrayList<>();
        if (d.trafficRatio() != null) {
            details.add(Figures.number(100 * d.trafficRatio(), 0) + " % of traffic");
        }
        if (d.alias() != null) {
            details.add("alias " + d.alias());
        }
        if (d.stage() != null) {
            details.add("stage " + d.stage());
        }
        return new DeploymentRow(
                Figures.minute(d.occurredAt()),
                VersionWords.action(d),
                d.environment(),
                details.isEmpty() ? Figures.NONE : String.join(", ", details),
                d.actor() == null ? Figures.NONE : d.actor());
    }

    /** Names are encoded in addresses, so nothing of them reaches the shell. */
    private Replacing replacing(WatchedModel watched) {
        String reference =
                steps.collector()
                        + "/v1"
                        + href(watched.name(), watched.versionName())
                        + "/reference";
        String rows = "'{\"kind\":\"rows\"}'";
        return new Replacing(
                String.join(
                        "\n",
                        line("POST", reference, rows),
                        line("POST", reference + "/rows", "@rows.json"),
                        line("PUT", reference, rows)),
                line("PUT", reference, WINDOW));
    }

    private String line(String method, String address, String body) {
        return steps.curl()
                + "-X "
                + method
                + " '"
                + address
                + "' -H 'Content-Type: application/json' -d "
                + body;
    }
}
