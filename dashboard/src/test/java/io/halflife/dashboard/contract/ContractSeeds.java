// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.contract;

import io.halflife.dashboard.Seeds;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.storage.Storage;
import io.halflife.storage.results.SummaryColumns;
import java.util.Random;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What {@link io.halflife.dashboard.Seeds} lack, so that every list has something in it. */
final class ContractSeeds {

    static final String MESSAGE = "msg_00000000000000000000000000000001";

    /**
     * Lists for which rows are too much to plant here; DataQualityDoorIT, CalibrationDoorsIT and
     * SegmentPagesIT hold theirs against the document.
     */
    static final Set<String> EMPTY =
            Set.of("getDataQuality", "getDriftBeside", "listCalibrations", "listSegments");

    private ContractSeeds() {}

    static void plant(Storage storage) {
        storage.jdbi()
                .useHandle(
                        h -> {
                            h.execute(
                                    """
                                    insert into latency_delta (version_id, environment, minute, bucket,
                                      n, total, sum_seconds, min_seconds, max_seconds)
                                    select v.id, 'production', '1997-05-30Z'::timestamptz
                                             + i * interval '1 hour',
                                           array[100, 200]::int2[], array[90, 10], 100, 1, 0.01, 0.2
                                      from model_version v, generate_series(0, 30) i
                                    """);
                            plantColumn(h);
                            h.execute(
                                    """
                                    insert into schema_drift (version_id, environment, day, name, n)
                                    select id, 'production', '1997-05-30', 'colour', 7
                                      from model_version
                                    """);
                            h.execute("select halflife_ensure_reject_partition(now())");
                            h.execute(
                                    """
                                    insert into ingest_reject (door, model, item_sha, code, pointer, detail)
                                    values ('predictions', ?, '', 'required', '/version', 'is missing')
                                    """,
                                    Seeds.MODEL);
                            h.execute(
                                    """
                                    insert into model_event (model_id, model, action, actor, reason, writer)
                                    values (9999, 'gone', 'deleted', 'development', 'a test', 'test')
                                    """);
                        });
    }

    /** A column that can be drawn, in every window and in the reference. */
    private static void plantColumn(Handle handle) {
        Column column = Column.feature("nswprice");
        double[] values = new Random(7).doubles(500).toArray();
        FeatureProfile profile = FeatureProfile.ofNumeric(column, values, 0, values.length, 0);
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into reference_profile (reference_id, role, name, kind, n, missing,
                          non_finite, mean, std, min, q25, median, q75, max, profile, outline)
                        select id, :role, :name, :kind, :n, :missing, :nonFinite, :mean,
                          :std, :min, :q25, :median, :q75, :max, :profile, :outline
                          from reference_version
                        """);
        SummaryColumns.bind(batch, profile, profile.summary()).add();
        batch.execute();
        handle.execute(
                """
                update feature_profile w set profile = r.profile, outline = r.outline
                  from reference_profile r
                """);
    }

    static void plantDelivery(Storage storage, String endpoint) {
        storage.jdbi()
                .useHandle(
                        h -> {
                            h.execute(
                                    """
                                    with o as (
                                      insert into outbox (type, model_id, environment, payload, writer)
                                      select 'alarm.raised', min(id), 'production', '{}', 'test'
                                        from model returning id)
                                    insert into webhook_delivery (message_id, endpoint_id, outbox_id,
                                      type, state, reason, attempts, next_attempt_at, created_at,
                                      expires_at)
                                    select ?, ?, o.id, 'alarm.raised', 'DEAD', 'attempts_used', 1,
                                      now(), now(), now() + interval '1 day' from o
                                    """,
                                    MESSAGE,
                                    endpoint);
                            h.execute(
                                    """
                                    insert into webhook_attempt (message_id, number, started_at,
                                      outcome, status) values (?, 1, now(), 'refused', 500)
                                    """,
                                    MESSAGE);
                        });
    }
}
