// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.api.DriftJson;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftPolicy;
import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.drift.JudgedTest;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.profile.ProfileMerger;
import io.halflife.monitor.window.Tiling;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.json.Json;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.reference.ReferenceColumns;
import io.halflife.storage.reference.StoredReference;
import io.halflife.storage.reference.WindowProfiles;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Drift of any period against the reference, from the profiles that are kept of its windows: no
 * prediction is read. One column at a time.
 */
final class PeriodReads {

    /** Profiles that one question may merge: windows times columns. */
    static final int PROFILES_MAX = 200_000;

    /** As many distinct values as a reference from rows keeps: up to that the merge is exact. */
    private static final int POINTS_MAX = 1_000_000;

    private final Storage storage;

    PeriodReads(Storage storage) {
        this.storage = storage;
    }

    /** What the windows of a period have together. */
    private record Period(
            VersionScope scope,
            MonitoringPolicy policy,
            long referenceId,
            List<Window> windows,
            Periods apart) {

        /** Without those in which this column alone counts for nothing. */
        List<Window> windowsOf(Column column) {
            return windows.stream().filter(window -> !apart.isExcluded(column, window)).toList();
        }

        Window covered() {
            return new Window(windows.get(0).start(), windows.get(windows.size() - 1).end());
        }

        String label() {
            return covered().start() + "/" + covered().end();
        }
    }

    /**
     * Adds the period and its tests.
     *
     * @param feature the only feature that is asked for; null: all columns
     * @throws ProblemException 404 without reference, 422 where too much would be merged
     */
    ObjectNode put(ObjectNode json, RegisteredVersion version, PageQuery query, String feature) {
        VersionScope scope = new VersionScope(version.versionId(), query.environment());
        MonitoringPolicy policy =
                storage.policies()
                        .current(version.modelId(), version.definition().output().task())
                        .policy();
        StoredReference reference =
                storage.references()
                        .fixedInForce(version.versionId())
                        .orElseThrow(
                                () ->
                                        Catalogue.notFound(
                                                "unknown_reference",
                                                "the version has no reference that stands still"));
        Instant from = putStart(json, version, query);
        Map<Window, Long> known =
                new WindowProfiles(storage.jdbi(), scope).windows(from, query.to());
        List<Window> all = Tiling.of(known.keySet(), policy.window(), from, query.to());
        Periods apart =
                storage.mutes().knownAt(Instant.MAX, version.modelId(), query.environment());
        List<Window> counted =
                all.stream().filter(window -> apart.exclusion(window).isEmpty()).toList();
        Period period = new Period(scope, policy, reference.id(), counted, apart);
        json.put("reference_id", reference.id());
        json.put("windows", period.windows.size());
        json.put("excluded_windows", all.size() - counted.size());
        json.put("rows", period.windows.stream().mapToLong(known::get).sum());
        putCovered(json, period);
        putTests(json, period, columns(reference.id(), feature, period.windows.size()));
        return json;
    }

    /** The newest deployment unless a start is given; of a version never deployed, all there is. */
    private Instant putStart(ObjectNode json, RegisteredVersion version, PageQuery query) {
        Instant from = query.from();
        String since = "from";
        if (from.equals(Instant.MIN)) {
            from =
                    storage.models().deployments(version.modelId(), query.environment()).stream()
                            .filter(d -> d.version().equals(version.definition().id().version()))
                            .filter(PeriodReads::begins)
                            .map(Deployment::occurredAt)
                            .max(Instant::compareTo)
                            .orElse(Instant.MIN);
            since = from.equals(Instant.MIN) ? "first_window" : "deployment";
        }
        json.put("since", since);
        json.set("from", time(from));
        json.set("to", time(query.to()));
        return from;
    }

    private static JsonNode time(Instant instant) {
        boolean bound = !instant.equals(Instant.MIN) && !instant.equals(Instant.MAX);
        return Json.time(bound ? instant : null);
    }

    private static boolean begins(Deployment deployment) {
        return !deployment.action().equals("retired")
                && !deployment.action().equals("traffic_shifted");
    }

    private static void putCovered(ObjectNode json, Period period) {
        boolean empty = period.windows.isEmpty();
        json.set("covered_from", Json.time(empty ? null : period.covered().start()));
        json.set("covered_to", Json.time(empty ? null : period.covered().end()));
    }

    private List<Column> columns(long referenceId, String feature, int windows) {
        List<Column> columns =
                new ReferenceColumns(storage.jdbi(), referenceId)
                        .columns().stream()
                                .filter(c -> feature == null || c.equals(Column.feature(feature)))
                                .toList();
        if (feature != null && columns.isEmpty()) {
            throw Catalogue.notFound("unknown_feature", "the reference has no such feature");
        }
        if ((long) windows * columns.size() > PROFILES_MAX) {
            throw new ProblemException(
                    Problem.of(
                            422,
                            "too_many_windows",
                            windows
                                    + " windows of "
                                    + columns.size()
                                    + " columns are more than "
                                    + PROFILES_MAX
                                    + " profiles: ask for a shorter period, or for one feature"));
        }
        return columns;
    }

    private void putTests(ObjectNode json, Period period, List<Column> columns) {
        Map<Column, Double> rankErrors = new HashMap<>();
        List<TestResult> tests = new ArrayList<>();
        if (!period.windows.isEmpty()) {
            columns.forEach(column -> tests.addAll(compare(period, column, rankErrors)));
        }
        json.put(
                "rank_error_max",
                rankErrors.values().stream().mapToDouble(Double::doubleValue).max().orElse(0));
        ArrayNode items = json.putArray("items");
        for (JudgedTest test : new DriftPolicy(period.policy.drift()).judge(tests)) {
            ObjectNode item =
                    DriftJson.verdict(
                            test.toResult(
                                    period.covered(),
                                    period.label(),
                                    period.referenceId,
                                    AlarmState.CLEAR));
            // Alarms look back on windows; a period has none.
            item.remove("alarm_state");
            items.add(item.put("rank_error", rankErrors.get(test.test().column())));
        }
    }

    private List<TestResult> compare(Period period, Column column, Map<Column, Double> errors) {
        ProfileMerger merger = new ProfileMerger(POINTS_MAX);
        new WindowProfiles(storage.jdbi(), period.scope)
                .each(column, period.windowsOf(column), merger::add);
        FeatureProfile reference =
                new ReferenceColumns(storage.jdbi(), period.referenceId).of(column).orElseThrow();
        return merger.result()
                .filter(merged -> merged.kind() == reference.kind())
                .map(
                        merged -> {
                            errors.put(column, rankError(merged));
                            return DriftTests.compare(reference, merged, period.policy.drift());
                        })
                .orElse(List.of());
    }

    private static double rankError(FeatureProfile merged) {
        return merged.kind() == FeatureKind.NUMERIC ? merged.values().rankErrorMax() : 0;
    }
}
