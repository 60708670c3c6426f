// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.ModelHead;
import io.halflife.dashboard.page.ModelHeads;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.WatchedModels;
import io.halflife.dashboard.policy.PolicyPage.Change;
import io.halflife.monitor.model.Task;
import io.halflife.storage.Storage;
import io.halflife.storage.json.Json;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.policy.Policies;
import io.halflife.storage.policy.PolicyChange;
import io.halflife.storage.policy.PolicyHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the page of a model's policy. Blocking. */
public final class PolicyPageReader {

    private static final int REVISIONS_MAX = 20;
    private static final int VALUES_MAX = 12;

    private final WatchedModels models;
    private final ModelHeads heads;
    private final Policies policies;
    private final PolicyHistory history;

    public PolicyPageReader(Storage storage) {
        this.models = new WatchedModels(storage);
        this.heads = new ModelHeads(storage);
        this.policies = new Policies(storage.jdbi());
        this.history = new PolicyHistory(storage.jdbi());
    }

    /**
     * The page.
     *
     * @param before only revisions below this are listed; null, or no number: from the newest on
     * @param canEdit whether the reader may set another policy
     */
    public PolicyPage read(
            String name, String version, String environment, String before, boolean canEdit) {
        WatchedModel watched = models.find(name, version, environment);
        RegisteredModel model = watched.model();
        Task task = policies.task(model);
        PolicyRevision revision = policies.current(model);
        int below =
                before != null && before.matches("[0-9]{1,9}")
                        ? Integer.parseInt(before)
                        : Integer.MAX_VALUE;
        List<PolicyChange> changes = history.changes(model.modelId(), task, below, REVISIONS_MAX);
        PolicyRows rows = new PolicyRows(revision, task);
        return new PolicyPage(
                Shell.ofModel(heads.head(watched, ModelHead.Tab.POLICY), false),
                sentences(revision, rows, task, newest(model, task, changes, below)),
                canEdit && !watched.isArchived(),
                editor(watched, revision).toString(),
                rows.groups(),
                changes.stream().map(PolicyPageReader::change).toList(),
                older(watched, changes));
    }

    private List<PolicyChange> newest(
            RegisteredModel model, Task task, List<PolicyChange> changes, int below) {
        return below == Integer.MAX_VALUE
                ? changes
                : history.changes(model.modelId(), task, Integer.MAX_VALUE, 1);
    }

    private static List<String> sentences(
            PolicyRevision revision, PolicyRows rows, Task task, List<PolicyChange> newest) {
        String kind = task.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        List<String> sentences = new ArrayList<>();
        if (newest.isEmpty()) {
            sentences.add(
                    "Nobody set a policy: all "
                            + rows.count()
                            + " values are the defaults of a "
                            + kind
                            + " model.");
        } else {
            PolicyChange last = newest.get(0);
            sentences.add(
                    "Revision "
                            + revision.revision()
                            + " is in force, set by "
                            + last.writer()
                            + " on "
                            + Figures.minute(last.writtenAt())
                            + ".");
            sentences.add(
                    rows.ownCount()
                            + " of "
                            + rows.count()
                            + " values were set for this model; the others are the defaults of a "
                            + kind
                            + " model.");
        }
        sentences.add(
                "A new revision counts from the next analysis on; another cut of time judges every"
                        + " window anew.");
        return sentences;
    }

    private static ObjectNode editor(WatchedModel watched, PolicyRevision revision) {
        ObjectNode json = Json.object();
        json.put("path", "/v1" + Links.model(watched.name()) + "/policy");
        Map<String, String> place = new LinkedHashMap<>();
        place.put("version", watched.versionName());
        place.put("environment", watched.version() == null ? "" : watched.environment());
        json.put("query", Links.query(place));
        json.put("revision", revision.revision());
        json.set("body", Json.read(revision.body()));
        return json;
    }

    private static Change change(PolicyChange change) {
        List<String> values =
                new ArrayList<>(
                        change.values().stream()
                                .limit(VALUES_MAX)
                                .map(PolicyWords::change)
                                .toList());
        if (values.isEmpty()) {
            values.add("no value differs from the revision before");
        }
        if (change.values().size() > VALUES_MAX) {
            values.add("and " + (change.values().size() - VALUES_MAX) + " more");
        }
        return new Change(
                Integer.toString(change.revision()),
                Figures.minute(change.writtenAt()),
                change.writer(),
                values);
    }

    private static String older(WatchedModel watched, List<PolicyChange> changes) {
        if (changes.size() < REVISIONS_MAX || changes.get(changes.size() - 1).revision() <= 1) {
            return "";
        }
        int last = changes.get(changes.size() - 1).revision();
        String query = watched.query().isEmpty() ? "?" : watched.query() + "&";
        return Links.model(watched.name()) + "/policy" + query + "before=" + last;
    }
}
