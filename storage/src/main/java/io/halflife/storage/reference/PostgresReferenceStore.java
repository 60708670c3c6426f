// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.estimation.Estimator;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.profile.FeatureProfile;
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

    private final Jdbi jdbi;
    private final CollectedRows rows;

    PostgresReferenceStore(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.rows = new CollectedRows(jdbi);
    }

    @Override
    public Optional<Long> collecting(int versionId) {
        return rows.collecting(versionId);
    }

    @Override
    public Begun begin(int versionId) {
        return rows.begin(versionId);
    }

    @Override
    public Optional<StoredReference> freeze(int versionId) {
        return rows.freeze(versionId);
    }

    @Override
    public StoredReference put(int versionId, ReferenceDraft draft) {
        return jdbi.inTransaction(
                handle -> {
                    CollectedRows.lockVersion(handle, versionId);
                    long id =
                            same(handle, versionId, draft)
                                    .orElseGet(() -> insert(handle, versionId, draft));
                    return one(handle, "reference_id = :id", id).orElseThrow();
                });
    }

    /** The newest, when it says the same. */
    private static Optional<Long> same(Handle handle, int versionId, ReferenceDraft draft) {
        return handle.createQuery(
                        """
                        select reference_id from (
                          select reference_id, kind, content_hash from reference_state
                           where version_id = :versionId and state <> 'COLLECTING'
                           order by frozen_at desc, reference_id desc limit 1) newest
                         where kind = :kind and content_hash = :hash
                        """)
                .bind("versionId", versionId)
                .bind("kind", draft.kind().jsonName())
                .bind("hash", draft.contentHash())
                .mapTo(Long.class)
                .findOne();
    }

    private static long insert(Handle handle, int versionId, ReferenceDraft draft) {
        return handle.createQuery(
                        """
                        with made as (
                          insert into reference_version (version_id, kind, definition, content_hash)
                          values (:versionId, :kind, cast(:definition as jsonb), :hash)
                          returning id)
                        insert into reference_event (reference_id, state, row_count, occurred_at)
                        select id, 'FROZEN', :rows, clock_timestamp() from made
                        returning reference_id
                        """)
                .bind("versionId", versionId)
                .bind("kind", draft.kind().jsonName())
                .bind("definition", draft.definition().toString())
                .bind("hash", draft.contentHash())
                .bind("rows", draft.rows())
                .mapTo(Long.class)
                .one();
    }

    @Override
    public List<StoredReference> pending(int versionId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select * from reference_state
                                         where version_id = :id and state = 'FROZEN'
                                         order by frozen_at, reference_id
                                        """)
                                .bind("id", versionId)
                                .map(StoredReference::of)
                                .list());
    }

    @Override
    public Optional<StoredReference> inForce(int versionId) {
        return jdbi.withHandle(handle -> one(handle, "version_id = :id and in_force", versionId));
    }

    @Override
    public Optional<StoredReference> fixedInForce(int versionId) {
        String fixed =
                "version_id = :id and state = 'PROFILED' and kind not in ('previous', 'trailing')"
                        + " order by frozen_at desc, reference_id desc limit 1";
        return jdbi.withHandle(handle -> one(handle, fixed, versionId));
    }

    static Optional<StoredReference> one(Handle handle, String condition, long id) {
        return handle.createQuery("select * from reference_state where " + condition)
                .bind("id", id)
                .map(StoredReference::of)
                .findOne();
    }

    @Override
    public void fail(long referenceId, String reason) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        insert into reference_failure (reference_id, reason)
                                        values (:id, :reason) on conflict (reference_id) do nothing
                                        """)
                                .bind("id", referenceId)
                                .bind("reason", reason)
                                .execute());
    }

    @Override
    public boolean keep(ProfiledReference reference, Source source) {
        return jdbi.inTransaction(
                handle -> {
                    boolean first = keepSpan(handle, reference, source);
                    if (first) {
                        keepProfiles(handle, reference);
                        keepPerformance(handle, reference);
                        EstimatorRows.keep(handle, reference);
                    }
                    return first;
                });
    }

    /** The span is the mark that all else is there: whoever writes it first writes the rest. */
    private static boolean keepSpan(Handle handle, ProfiledReference reference, Source source) {
        int inserted =
                handle.createUpdate(
                                """
                                insert into reference_span (reference_id, row_count, first_event,
                                    last_event, source)
                                values (:id, :rows, :first, :last, :source)
                                on conflict (reference_id) do nothing
                                """)
                        .bind("id", reference.referenceId())
                        .bind("rows", reference.rows())
                        .bind("first", reference.firstEvent())
                        .bind("last", reference.lastEvent())
                        .bind("source", source.jsonName())
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
    public Optional<Estimator> estimator(long referenceId) {
        return jdbi.withHandle(handle -> EstimatorRows.of(handle, referenceId));
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
}
