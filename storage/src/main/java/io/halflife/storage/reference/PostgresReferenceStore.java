// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.storage.results.ReferenceState;
import io.halflife.storage.results.SummaryColumns;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.PreparedBatch;

/** References in Postgres. */
final class PostgresReferenceStore implements ReferenceStore {

    private static final String NEWEST_OF_ROWS =
            """
            select reference_id, state from reference_state
             where version_id = :versionId and kind = 'rows'
             order by reference_id desc limit 1
            """;

    private final Jdbi jdbi;

    PostgresReferenceStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<Long> collecting(int versionId) {
        return jdbi.inTransaction(
                handle -> {
                    Optional<Newest> newest = newest(handle, versionId);
                    if (newest.isEmpty()) {
                        lockVersion(handle, versionId);
                        newest = newest(handle, versionId);
                    }
                    return newest.isEmpty()
                            ? Optional.of(begin(handle, versionId))
                            : newest.filter(Newest::isCollecting).map(Newest::referenceId);
                });
    }

    /** Two collectors must not begin two references of one version. */
    private static void lockVersion(Handle handle, int versionId) {
        handle.createQuery("select id from model_version where id = :id for no key update")
                .bind("id", versionId)
                .mapTo(Integer.class)
                .one();
    }

    private static Optional<Newest> newest(Handle handle, int versionId) {
        return handle.createQuery(NEWEST_OF_ROWS)
                .bind("versionId", versionId)
                .map(
                        row ->
                                new Newest(
                                        row.getColumn("reference_id", Long.class),
                                        row.getColumn("state", String.class)))
                .findOne();
    }

    private static long begin(Handle handle, int versionId) {
        return handle.createQuery(
                        """
                        with made as (
                          insert into reference_version (version_id, kind) values (:versionId, 'rows')
                          returning id)
                        insert into reference_event (reference_id, state, row_count)
                        select id, 'COLLECTING', 0 from made
                        returning reference_id
                        """)
                .bind("versionId", versionId)
                .mapTo(Long.class)
                .one();
    }

    @Override
    public Optional<ReferenceState> freeze(int versionId) {
        return jdbi.inTransaction(
                handle -> {
                    Optional<Long> id = newest(handle, versionId).map(Newest::referenceId);
                    id.ifPresent(reference -> freeze(handle, reference));
                    return id.flatMap(reference -> frozen(handle, reference));
                });
    }

    /** The row lock waits for transactions whose rows refer to the reference. */
    private static void freeze(Handle handle, long referenceId) {
        handle.createQuery("select id from reference_version where id = :id for update")
                .bind("id", referenceId)
                .mapTo(Long.class)
                .one();
        handle.createUpdate(
                        """
                        insert into reference_event (reference_id, state, row_count)
                        select :id, 'FROZEN', count(*) from reference_row where reference_id = :id
                        having count(*) > 0
                        on conflict (reference_id, state) do nothing
                        """)
                .bind("id", referenceId)
                .execute();
    }

    private static Optional<ReferenceState> frozen(Handle handle, long referenceId) {
        return handle.createQuery(
                        """
                        select * from reference_state
                         where reference_id = :id and state <> 'COLLECTING'
                        """)
                .bind("id", referenceId)
                .map(ReferenceState::of)
                .findOne();
    }

    @Override
    public boolean keep(ProfiledReference reference) {
        return jdbi.inTransaction(
                handle -> {
                    boolean first = keepSpan(handle, reference);
                    if (first) {
                        keepProfiles(handle, reference);
                        keepPerformance(handle, reference);
                    }
                    return first;
                });
    }

    /** The span is the mark that all else is there: whoever writes it first writes the rest. */
    private static boolean keepSpan(Handle handle, ProfiledReference reference) {
        int inserted =
                handle.createUpdate(
                                """
                                insert into reference_span (reference_id, row_count, first_event,
                                    last_event)
                                values (:id, :rows, :first, :last)
                                on conflict (reference_id) do nothing
                                """)
                        .bind("id", reference.referenceId())
                        .bind("rows", reference.rows())
                        .bind("first", reference.firstEvent())
                        .bind("last", reference.lastEvent())
                        .execute();
        return inserted == 1;
    }

    private static void keepProfiles(Handle handle, ProfiledReference reference) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into reference_profile (reference_id, role, name, kind, n, missing,
                            non_finite, mean, std, min, q25, median, q75, max, profile,
                            outline)
                        values (:id, :role, :name, :kind, :n, :missing,
                            :nonFinite, :mean, :std, :min, :q25, :median, :q75, :max, :profile,
                            :outline)
                        """);
        for (FeatureProfile profile : reference.profiles()) {
            batch.bind("id", reference.referenceId());
            SummaryColumns.bind(batch, profile, profile.summary()).add();
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static void keepPerformance(Handle handle, ProfiledReference reference) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into reference_performance (reference_id, metric, n, labelled, value,
                            low, high, se, successes, trials)
                        values (:id, :metric, :n, :labelled, :value,
                            :low, :high, :se, :successes, :trials)
                        """);
        for (MetricValue metric : reference.performance()) {
            batch.bind("id", reference.referenceId())
                    .bind("metric", metric.metric())
                    .bind("n", metric.n())
                    .bind("labelled", metric.labelled())
                    .bind("value", metric.value())
                    .bind("low", metric.low())
                    .bind("high", metric.high())
                    .bind("se", metric.standardError())
                    .bind("successes", metric.successes())
                    .bind("trials", metric.trials())
                    .add();
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    @Override
    public List<FeatureProfile> profiles(long referenceId) {
        return jdbi.withHandle(
                handle ->
                        handle
                                .createQuery(
                                        "select profile from reference_profile where reference_id = :id")
                                .bind("id", referenceId)
                                .map(row -> row.getColumn("profile", byte[].class))
                                .stream()
                                .map(FeatureProfile::fromBytes)
                                .sorted(Comparator.comparing(FeatureProfile::column))
                                .toList());
    }

    @Override
    public Optional<ReferenceFacts> facts(long referenceId) {
        return jdbi.inTransaction(
                handle -> {
                    Map<String, Double> performance = performance(handle, referenceId);
                    return handle.createQuery(
                                    """
                                    select row_count, last_event from reference_span
                                     where reference_id = :id
                                    """)
                            .bind("id", referenceId)
                            .map(row -> facts(row, referenceId, performance))
                            .findOne();
                });
    }

    private static ReferenceFacts facts(
            RowView row, long referenceId, Map<String, Double> performance) {
        return new ReferenceFacts(
                referenceId,
                row.getColumn("row_count", Long.class),
                row.getColumn("last_event", Instant.class),
                performance);
    }

    /** Only metrics that have a value. */
    private static Map<String, Double> performance(Handle handle, long referenceId) {
        Map<String, Double> values = new HashMap<>();
        handle.createQuery(
                        """
                        select metric, value from reference_performance
                         where reference_id = :id and value is not null
                        """)
                .bind("id", referenceId)
                .map(
                        row ->
                                values.put(
                                        row.getColumn("metric", String.class),
                                        row.getColumn("value", Double.class)))
                .list();
        return values;
    }

    private record Newest(long referenceId, String state) {
        boolean isCollecting() {
            return state.equals("COLLECTING");
        }
    }
}
