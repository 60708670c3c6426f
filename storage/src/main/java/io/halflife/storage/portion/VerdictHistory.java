// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.portion;

import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.results.ResultRows;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * The stored verdicts that alarm states of some windows are computed from: those of the windows
 * themselves, and of every column as many before them as alarms look back on. What a run reads of
 * the past does not grow with its length.
 */
public final class VerdictHistory {

    /** So many newest windows are looked at first, all columns at once: mostly they suffice. */
    private static final int WINDOWS_FIRST = 8;

    /** For a column that they do not suffice for, so many rows; then more. */
    private static final int ROWS_FIRST = 32;

    /**
     * One pass over the index, whatever the number of columns; only rows that are wanted are
     * fetched. An inconclusive verdict leaves the state as it was, so none is needed.
     */
    private static final String OLDER =
            """
            select d.* from (
              select window_start, window_end, role, name, test,
                     row_number() over (partition by role, name
                                        order by window_start desc, window_end desc) as age
                from drift_verdict
               where version_id = :versionId and environment = :environment and is_primary
                 and window_start < :before and verdict <> 'INCONCLUSIVE'
                 and (role, name) in (select * from unnest(cast(:roles as text[]),
                                                           cast(:names as text[])))) k
              join drift_verdict d
                on d.version_id = :versionId and d.environment = :environment
               and d.window_start = k.window_start and d.window_end = k.window_end
               and d.role = k.role and d.name = k.name and d.test = k.test
             where k.age <= :limit
             order by d.window_start desc, d.window_end desc
            """;

    private static final String BETWEEN =
            """
            select * from drift_verdict
             where version_id = :versionId and environment = :environment and is_primary
               and window_start >= :from and window_start < :to
             order by window_start desc, window_end desc
            """;

    private static final String NEWEST_WINDOWS =
            """
            select distinct window_start, window_end from drift_verdict
             where version_id = :versionId and environment = :environment and is_primary
               and window_start < :before
             order by window_start desc, window_end desc limit :limit
            """;

    private final Jdbi jdbi;
    private final VersionScope scope;
    private final WindowSpec spec;
    private final Collection<Column> columns;

    /**
     * The history of these columns.
     *
     * @param spec windows that were cut otherwise are not looked at
     */
    public VerdictHistory(
            Jdbi jdbi, VersionScope scope, WindowSpec spec, Collection<Column> columns) {
        this.jdbi = jdbi;
        this.scope = scope;
        this.spec = spec;
        this.columns = List.copyOf(columns);
    }

    /**
     * Primary rows of windows that start in {@code [from, to)}, and of every column its newest row
     * before and so many conclusive ones.
     *
     * @param lookBack conclusive verdicts of each column
     */
    public List<DriftResult> of(Instant from, Instant to, int lookBack) {
        List<DriftResult> found = new ArrayList<>(before(from, lookBack));
        found.addAll(between(from, to));
        return found;
    }

    /** Columns whose newest verdict leaves them in alarm. */
    public Set<Column> inAlarm() {
        Set<Column> seen = new HashSet<>();
        Set<Column> inAlarm = new HashSet<>();
        for (DriftResult row : before(Instant.MAX, 1)) {
            if (seen.add(row.column()) && row.alarmState() == AlarmState.ALARM) {
                inAlarm.add(row.column());
            }
        }
        return inAlarm;
    }

    /**
     * The start of the oldest of the newest windows.
     *
     * @param count how many windows
     * @return {@link Instant#MIN} when there are fewer
     */
    public Instant startOfNewest(int count) {
        return startOfNewest(count, Instant.MAX);
    }

    private Instant startOfNewest(int count, Instant before) {
        List<Window> newest =
                jdbi.withHandle(
                        handle ->
                                in(handle.createQuery(NEWEST_WINDOWS))
                                        .bind("before", before)
                                        .bind("limit", ROWS_FIRST * count)
                                        .map(VerdictHistory::window)
                                        .filter(this::isOfThisCut)
                                        .list());
        return newest.size() < count ? Instant.MIN : newest.get(count - 1).start();
    }

    private static Window window(RowView row) {
        return new Window(
                row.getColumn("window_start", Instant.class),
                row.getColumn("window_end", Instant.class));
    }

    /** Newest first. */
    private List<DriftResult> before(Instant before, int lookBack) {
        Instant recent = startOfNewest(Math.max(WINDOWS_FIRST, lookBack), before);
        List<DriftResult> found = new ArrayList<>(between(recent, before));
        Map<Column, Long> known = conclusive(found);
        Set<Column> open = new HashSet<>(columns);
        open.removeIf(column -> known.getOrDefault(column, 0L) >= lookBack);
        for (int limit = ROWS_FIRST; !open.isEmpty() && !recent.equals(Instant.MIN); limit *= 8) {
            List<DriftResult> rows = older(open, before, limit);
            Map<Column, Long> all = conclusive(rows);
            List<DriftResult> ofCut =
                    rows.stream().filter(row -> isOfThisCut(row.window())).toList();
            Map<Column, Long> enough = conclusive(ofCut);
            int most = limit;
            Set<Column> done =
                    open.stream()
                            .filter(
                                    column ->
                                            all.getOrDefault(column, 0L) < most
                                                    || enough.getOrDefault(column, 0L) >= lookBack)
                            .collect(Collectors.toSet());
            ofCut.stream()
                    .filter(
                            row ->
                                    done.contains(row.column())
                                            && row.window().start().isBefore(recent))
                    .forEach(found::add);
            open.removeAll(done);
        }
        return found;
    }

    private static Map<Column, Long> conclusive(List<DriftResult> rows) {
        return rows.stream()
                .filter(row -> row.verdict() != Verdict.INCONCLUSIVE)
                .collect(Collectors.groupingBy(DriftResult::column, Collectors.counting()));
    }

    /** Newest first. */
    private List<DriftResult> between(Instant from, Instant to) {
        return jdbi.withHandle(
                handle ->
                        in(handle.createQuery(BETWEEN))
                                .bind("from", from)
                                .bind("to", to)
                                .map(ResultRows::drift)
                                .filter(row -> isOfThisCut(row.window()))
                                .list());
    }

    private List<DriftResult> older(Set<Column> of, Instant before, int limit) {
        Object[] roles = of.stream().map(column -> column.role().name()).toArray();
        Object[] names = of.stream().map(Column::name).toArray();
        // Both arrays walk the same set, which nobody changes: name i belongs to role i.
        return jdbi.withHandle(
                handle ->
                        in(handle.createQuery(OLDER))
                                .bind("before", before)
                                .bind("limit", limit)
                                .bindArray("roles", String.class, roles)
                                .bindArray("names", String.class, names)
                                .map(ResultRows::drift)
                                .list());
    }

    private Query in(Query query) {
        return query.bind("versionId", scope.versionId()).bind("environment", scope.environment());
    }

    private boolean isOfThisCut(Window window) {
        return spec.containing(window.start()).filter(window::equals).isPresent();
    }
}
