// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.portion;

import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.window.CalendarWindows;
import io.halflife.monitor.window.DurationWindows;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.results.ResultRows;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * The stored verdicts that alarm states of some windows are computed from: those of the windows
 * themselves, and of every column as many before them as alarms look back on, and the newest of
 * which something was told. What a run reads of the past does not grow with its length.
 */
public final class VerdictHistory {

    /** So many newest windows are looked at first, all columns at once: mostly they suffice. */
    private static final int WINDOWS_FIRST = 8;

    /** For a column that they do not suffice for, so many rows; then more. */
    private static final int ROWS_FIRST = 32;

    private static final int ROWS_FETCHED = 1_000;

    /**
     * One pass over the index, whatever the number of columns; only rows that are wanted are
     * fetched.
     */
    private static final String OLDER =
            """
            select d.* from (
              select window_start, window_end, role, name, test,
                     row_number() over (partition by role, name
                                        order by window_start desc, window_end desc) as age
                from drift_verdict
               where version_id = :versionId and environment = :environment and is_primary
                 and window_start < :before and <need>
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
               and window_end - window_start between cast(:shortest as interval)
                                                 and cast(:longest as interval)
             order by window_start desc, window_end desc
            """;

    private static final String NEWEST_WINDOWS =
            """
            select distinct window_start, window_end from drift_verdict
             where version_id = :versionId and environment = :environment and is_primary
               and window_start < :before
               and window_end - window_start between cast(:shortest as interval)
                                                 and cast(:longest as interval)
             order by window_start desc, window_end desc limit :limit
            """;

    private static final String JUDGED =
            """
            select distinct window_start, window_end from drift_verdict
             where version_id = :versionId and environment = :environment and is_primary
               and reference_id = :referenceId and window_start >= :from and window_start < :to
            """;

    /** Why rows before the windows are needed. */
    private enum Need {
        /** One that is inconclusive or excluded leaves the state as it was. */
        COUNTED("verdict <> 'INCONCLUSIVE' and excluded is null") {
            @Override
            boolean isMetBy(DriftResult row) {
                return row.verdict() != Verdict.INCONCLUSIVE && !row.marks().isExcluded();
            }
        },
        /** What a muted one says was told to nobody. */
        TOLD("muted is null") {
            @Override
            boolean isMetBy(DriftResult row) {
                return !row.marks().isMuted();
            }
        };

        private final String sql;

        Need(String sql) {
            this.sql = sql;
        }

        abstract boolean isMetBy(DriftResult row);

        Map<Column, Long> count(Collection<DriftResult> rows) {
            return rows.stream()
                    .filter(this::isMetBy)
                    .collect(Collectors.groupingBy(DriftResult::column, Collectors.counting()));
        }
    }

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
     * Primary rows of windows that start in {@code [from, to)}, and of every column before them so
     * many that count and the newest that is not muted.
     *
     * @param lookBack verdicts of each column that are conclusive and not excluded
     */
    public List<DriftResult> of(Instant from, Instant to, int lookBack) {
        List<DriftResult> found = new ArrayList<>(before(from, lookBack));
        found.addAll(between(from, to));
        return found;
    }

    /** Columns whose newest verdict that is not muted leaves them in alarm. */
    public Set<Column> inAlarm() {
        Map<Column, DriftResult> newest = new HashMap<>();
        before(Instant.MAX, 1).stream()
                .filter(Need.TOLD::isMetBy)
                .forEach(row -> newest.merge(row.column(), row, VerdictHistory::newer));
        return newest.values().stream()
                .filter(row -> row.alarmState() == AlarmState.ALARM)
                .map(DriftResult::column)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Windows that start in {@code [from, to)} and have verdicts against this reference. */
    public Set<Window> judgedBy(long referenceId, Instant from, Instant to) {
        return jdbi.withHandle(
                handle ->
                        in(handle.createQuery(JUDGED))
                                .bind("referenceId", referenceId)
                                .bind("from", from)
                                .bind("to", to)
                                .map(VerdictHistory::window)
                                .filter(this::isOfThisCut)
                                .set());
    }

    private static DriftResult newer(DriftResult one, DriftResult other) {
        return one.window().compareTo(other.window()) < 0 ? other : one;
    }

    /**
     * The start of the oldest of the newest windows in which a feature counts.
     *
     * @param count how many windows
     * @param periods those that they exclude are passed over
     * @return {@link Instant#MIN} when there are fewer
     */
    public Instant startOfNewest(int count, Periods periods) {
        return startOfNewest(
                count,
                Instant.MAX,
                window ->
                        columns.stream()
                                .filter(column -> column.role() == Role.FEATURE)
                                .anyMatch(column -> !periods.isExcluded(column, window)));
    }

    /** Looks further back until there are enough or no more: most may be of other cuts. */
    private Instant startOfNewest(int count, Instant before, Predicate<Window> which) {
        for (int limit = ROWS_FIRST * count; ; limit *= 8) {
            List<Window> newest = newestWindows(before, limit);
            List<Window> wanted =
                    newest.stream().filter(this::isOfThisCut).filter(which).limit(count).toList();
            if (wanted.size() == count) {
                return wanted.get(count - 1).start();
            }
            if (newest.size() < limit || limit > Integer.MAX_VALUE / 8) {
                return Instant.MIN;
            }
        }
    }

    /** Newest first, of any cut. */
    private List<Window> newestWindows(Instant before, int limit) {
        return jdbi.withHandle(
                handle ->
                        ofCut(in(handle.createQuery(NEWEST_WINDOWS)))
                                .bind("before", before)
                                .bind("limit", limit)
                                .map(VerdictHistory::window)
                                .list());
    }

    private static Window window(RowView row) {
        return new Window(
                row.getColumn("window_start", Instant.class),
                row.getColumn("window_end", Instant.class));
    }

    private Collection<DriftResult> before(Instant before, int lookBack) {
        Instant recent = startOfNewest(Math.max(WINDOWS_FIRST, lookBack), before, window -> true);
        List<DriftResult> newest = between(recent, before);
        Set<DriftResult> found = new LinkedHashSet<>(newest);
        if (!recent.equals(Instant.MIN)) {
            found.addAll(older(Need.COUNTED, lookBack, recent, newest));
            found.addAll(older(Need.TOLD, 1, recent, newest));
        }
        return found;
    }

    /**
     * Rows of columns of which there are too few.
     *
     * @param recent where those begin that were found
     */
    private List<DriftResult> older(
            Need need, int count, Instant recent, List<DriftResult> newest) {
        Map<Column, Long> known = need.count(newest);
        Set<Column> open = new HashSet<>(columns);
        open.removeIf(column -> known.getOrDefault(column, 0L) >= count);
        List<DriftResult> found = new ArrayList<>();
        for (int limit = ROWS_FIRST; !open.isEmpty(); limit *= 8) {
            List<DriftResult> rows = older(need, open, recent, limit);
            Map<Column, Long> all = need.count(rows);
            List<DriftResult> ofCut =
                    rows.stream().filter(row -> isOfThisCut(row.window())).toList();
            Map<Column, Long> enough = need.count(ofCut);
            int most = limit;
            Set<Column> done = new HashSet<>(open);
            done.removeIf(
                    column ->
                            all.getOrDefault(column, 0L) >= most
                                    && enough.getOrDefault(column, 0L) < count);
            ofCut.stream().filter(row -> done.contains(row.column())).forEach(found::add);
            open.removeAll(done);
        }
        return found;
    }

    /** Newest first. */
    private List<DriftResult> between(Instant from, Instant to) {
        // Without a transaction the driver keeps the whole answer beside what it becomes.
        return jdbi.inTransaction(
                handle ->
                        ofCut(in(handle.createQuery(BETWEEN)))
                                .bind("from", from)
                                .bind("to", to)
                                .setFetchSize(ROWS_FETCHED)
                                .map(ResultRows::marked)
                                .filter(row -> isOfThisCut(row.window()))
                                .list());
    }

    private List<DriftResult> older(Need need, Set<Column> of, Instant before, int limit) {
        Object[] roles = of.stream().map(column -> column.role().name()).toArray();
        Object[] names = of.stream().map(Column::name).toArray();
        // Both arrays walk the same set, which nobody changes: name i belongs to role i.
        return jdbi.withHandle(
                handle ->
                        in(handle.createQuery(OLDER))
                                .define("need", need.sql)
                                .bind("before", before)
                                .bind("limit", limit)
                                .bindArray("roles", String.class, roles)
                                .bindArray("names", String.class, names)
                                .map(ResultRows::marked)
                                .list());
    }

    private Query in(Query query) {
        return query.bind("versionId", scope.versionId()).bind("environment", scope.environment());
    }

    /** Windows of another length are left in the database; those that shift, to the filter. */
    private Query ofCut(Query query) {
        Duration shortest = Duration.ZERO;
        Duration longest = Duration.ofDays(36_600);
        if (spec instanceof DurationWindows windows) {
            shortest = windows.length();
            longest = windows.length();
        } else if (spec instanceof CalendarWindows windows) {
            // Clocks change, and so does the date line.
            shortest = days(windows.unit(), 1, 7, 28, 365).minusDays(1);
            longest = days(windows.unit(), 1, 7, 31, 366).plusDays(1);
        }
        return query.bind("shortest", shortest.toString()).bind("longest", longest.toString());
    }

    private static Duration days(
            CalendarWindows.Unit unit, int day, int week, int month, int year) {
        return Duration.ofDays(
                switch (unit) {
                    case DAY -> day;
                    case WEEK -> week;
                    case MONTH -> month;
                    case YEAR -> year;
                });
    }

    private boolean isOfThisCut(Window window) {
        return spec.containing(window.start()).filter(window::equals).isPresent();
    }
}
