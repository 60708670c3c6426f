// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.fleet;

import io.halflife.dashboard.fleet.Findings;
import io.halflife.dashboard.fleet.FindingsReader;
import io.halflife.dashboard.fleet.Fleet;
import io.halflife.dashboard.fleet.FleetQuestion;
import io.halflife.dashboard.fleet.FleetSlice;
import io.halflife.dashboard.fleet.Place;
import io.halflife.dashboard.fleet.Standing;
import io.halflife.dashboard.fleet.Standings;
import io.halflife.storage.Storage;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.pages.FleetPages;
import io.halflife.storage.pages.FleetPages.Newest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what the fleet page shows: which models are on the page is decided over the whole fleet,
 * and what stands in their rows is read anew.
 *
 * <p>Law: the same number of queries for one model as for a hundred. Blocking.
 */
public final class FleetReader {

    /** Performance is looked for this many windows back: ground truth comes late. */
    static final int LINE_WINDOWS = 60;

    private final ModelStore models;
    private final FleetPages pages;
    private final FindingsReader findings;
    private final Fleet fleet;
    private final RowWriter rows;
    private final FirstSteps steps;

    /** Reads pages that tell these first steps. */
    public FleetReader(Storage storage, Clock clock, FirstSteps steps, Standings standings) {
        this.steps = steps;
        this.models = storage.models();
        this.pages = new FleetPages(storage.jdbi());
        this.findings = new FindingsReader(storage);
        this.fleet = new Fleet(standings);
        this.rows = new RowWriter(clock);
    }

    /**
     * One page of the fleet.
     *
     * @param after where the page before ended; empty on the first page
     */
    public FleetPage read(FleetQuestion question, Optional<Place> after) {
        FleetSlice slice = fleet.slice(question, after, FleetPage.MODELS_MAX);
        return new FleetPage(
                question,
                slice,
                slice.items().isEmpty() ? List.of() : rows(slice.items(), question.group()),
                after.isPresent(),
                steps);
    }

    private List<FleetRow> rows(List<Standing> standings, String tag) {
        Set<String> names = standings.stream().map(Standing::model).collect(Collectors.toSet());
        Map<String, RegisteredModel> shown =
                models.list("", names.size(), names).stream()
                        .collect(Collectors.toMap(RegisteredModel::name, model -> model));
        Set<Integer> ids =
                shown.values().stream().map(RegisteredModel::modelId).collect(Collectors.toSet());
        Map<String, Findings> found = new HashMap<>();
        findings.read(pages.latestRuns(ids), LINE_WINDOWS)
                .forEach(f -> found.put(key(f.latest().modelId(), environment(f)), f));
        Map<Integer, Newest> newest = waiting(standings);
        List<FleetRow> all = new ArrayList<>();
        for (Standing standing : standings) {
            RegisteredModel model = shown.get(standing.model());
            if (model != null) {
                Findings of = found.get(key(model.modelId(), standing.environment()));
                String group = tag.isEmpty() ? "" : standing.tag(tag);
                all.add(
                        of == null
                                ? waiting(model, newest.get(model.modelId()), group)
                                : rows.row(model, of, standing, group));
            }
        }
        return all;
    }

    private static String environment(Findings found) {
        return found.latest().scope().environment();
    }

    private static String key(int modelId, String environment) {
        return modelId + "/" + environment;
    }

    private Map<Integer, Newest> waiting(List<Standing> standings) {
        Set<Integer> unseen =
                standings.stream()
                        .filter(standing -> standing.entry().run().isEmpty())
                        .map(standing -> standing.entry().modelId())
                        .collect(Collectors.toSet());
        return unseen.isEmpty() ? Map.of() : pages.newestVersions(unseen);
    }

    private static FleetRow waiting(RegisteredModel model, Newest version, String group) {
        return RowWriter.waiting(
                model, version == null ? "" : version.version(), why(model, version), group);
    }

    private static String why(RegisteredModel model, Newest version) {
        if (version == null) {
            return "No version is registered yet.";
        }
        if (model.state() == RegisteredModel.State.UNCONFIGURED) {
            return "Made by its first predictions; its signature is inferred and nobody has looked"
                    + " at it yet.";
        }
        String reference =
                switch (version.reference()) {
                    case "" -> "No reference yet: post reference rows and freeze them.";
                    case "COLLECTING" -> "Reference rows are being collected, not frozen yet.";
                    case "FAILED" -> "The reference could not be profiled: put another one.";
                    default -> "The reference is frozen; no window has been analysed yet.";
                };
        return version.logged()
                ? reference + " Predictions arrive."
                : reference + " Waiting for the first prediction.";
    }
}
