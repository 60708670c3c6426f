// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.decay.WindowRange;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.json.DecayFitJson;
import io.halflife.storage.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * What holds now, of all models at once: few queries, each bounded by the versions asked for and
 * never by their history. For those who look often.
 */
public final class CurrentResults {

    /** Ground truth comes late: performance is looked for this many rows back. */
    private static final int PERFORMANCE_ROWS = 400;

    /** Coverage is that of so many windows. */
    private static final int COVERAGE_WINDOWS = 30;

    /** Windows without ground truth are passed over for this many rows. */
    private static final int LABEL_ROWS = 10_000;

    /** Predictions of a model among which the newest of a version is looked for. */
    private static final int EVENT_ROWS = 10_000;

    private final Handle handle;

    /**
     * Reads with a handle of the caller's, who wants all answers from one snapshot.
     *
     * @param handle in a transaction
     */
    public CurrentResults(Handle handle) {
        this.handle = handle;
    }

    /** Every version and environment that was ever analysed, by model, environment, newest run. */
    public List<CurrentVersion> versions() {
        return handle.createQuery(CurrentSql.VERSIONS).map(CurrentRows::version).list();
    }

    /** How many models a run has something to judge of, by origin: live, replay, demo. */
    public Map<String, Long> judgedModels() {
        return handle.createQuery(CurrentSql.JUDGED_MODELS)
                .reduceRows(
                        new TreeMap<>(),
                        (found, row) -> {
                            found.put(
                                    row.getColumn("origin", String.class),
                                    row.getColumn("models", Long.class));
                            return found;
                        });
    }

    /** The verdicts of each version's newest window. */
    public Map<VersionScope, List<DriftResult>> verdicts(Collection<VersionScope> scopes) {
        return grouped(in(scopes, CurrentSql.VERDICTS), ResultRows::marked);
    }

    /** Of each metric the value of the newest mature window. */
    public Map<VersionScope, List<PerformanceValue>> performance(Collection<VersionScope> scopes) {
        return grouped(
                in(scopes, CurrentSql.PERFORMANCE).bind("rows", PERFORMANCE_ROWS),
                ResultRows::performance);
    }

    /** One element each, of versions with performance windows. */
    public Map<VersionScope, List<LabelCoverage>> coverage(Collection<VersionScope> scopes) {
        return grouped(
                in(scopes, CurrentSql.COVERAGE)
                        .bind("rows", PERFORMANCE_ROWS)
                        .bind("windows", COVERAGE_WINDOWS),
                row ->
                        new LabelCoverage(
                                row.getColumn("n", Long.class),
                                row.getColumn("labelled", Long.class)));
    }

    /**
     * The end of the newest window of which any ground truth is known; a version without any is not
     * in the answer.
     */
    public Map<VersionScope, Instant> labelledUntil(Collection<VersionScope> scopes) {
        return instants(in(scopes, CurrentSql.LABELLED_UNTIL).bind("rows", LABEL_ROWS));
    }

    /**
     * The event time of each version's newest prediction in the two days before its moment. A
     * version of which the model's newest predictions hold none is not in the answer.
     *
     * @param moments what counts as now, by version
     */
    public Map<VersionScope, Instant> lastEvents(Map<VersionScope, Instant> moments) {
        List<VersionScope> scopes = List.copyOf(moments.keySet());
        String[] until = scopes.stream().map(s -> moments.get(s).toString()).toArray(String[]::new);
        return instants(
                in(scopes, CurrentSql.LAST_EVENTS)
                        .bindArray("until", String.class, (Object[]) until)
                        .bind("rows", EVENT_ROWS));
    }

    private static Map<VersionScope, Instant> instants(Query query) {
        return query.reduceRows(
                new HashMap<>(),
                (found, row) -> {
                    found.put(CurrentRows.scope(row), row.getColumn("at", Instant.class));
                    return found;
                });
    }

    /** The fits over all windows that each version's newest run made. */
    public Map<VersionScope, List<DecayFit>> decay(Collection<VersionScope> scopes) {
        return grouped(
                in(scopes, CurrentSql.DECAY).bind("range", WindowRange.ALL.name()),
                row -> DecayFitJson.read(Json.read(row.getColumn("body", String.class))));
    }

    /** By reference and metric; undefined values are left out. */
    public Map<Long, Map<String, Double>> referencePerformance(Collection<Long> references) {
        return handle.createQuery(CurrentSql.REFERENCE_PERFORMANCE)
                .bindArray("references", Long.class, references.toArray())
                .reduceRows(
                        new HashMap<>(),
                        (found, row) -> {
                            found.computeIfAbsent(
                                            row.getColumn("reference_id", Long.class),
                                            id -> new HashMap<>())
                                    .put(
                                            row.getColumn("metric", String.class),
                                            row.getColumn("value", Double.class));
                            return found;
                        });
    }

    private Query in(Collection<VersionScope> scopes, String sql) {
        return handle.createQuery(sql)
                .bindArray(
                        "versions",
                        Integer.class,
                        scopes.stream().map(VersionScope::versionId).toArray())
                .bindArray(
                        "environments",
                        String.class,
                        scopes.stream().map(VersionScope::environment).toArray());
    }

    private static <T> Map<VersionScope, List<T>> grouped(Query query, Function<RowView, T> of) {
        return query.reduceRows(
                new HashMap<>(),
                (found, row) -> {
                    found.computeIfAbsent(CurrentRows.scope(row), scope -> new ArrayList<>())
                            .add(of.apply(row));
                    return found;
                });
    }
}
