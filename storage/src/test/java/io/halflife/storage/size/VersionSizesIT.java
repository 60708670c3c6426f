// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.size;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.Stories;
import io.halflife.storage.model.FilledModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.size.StoredPart.Kind;
import io.halflife.storage.size.StoredPart.Known;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A day with 300 predictions of version 1 and 100 of version 2. */
class VersionSizesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static RegisteredVersion first;
    private static RegisteredVersion second;

    private static Storage storage() {
        return POSTGRES.storage();
    }

    @BeforeAll
    static void plant() {
        first = Stories.registered(storage(), "sized", "1");
        second =
                storage()
                        .models()
                        .register(first.modelId(), Stories.creditRisk("sized", "2"))
                        .orElseThrow();
        storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            handle.execute(
                                    "select halflife_ensure_partitions('2026-11-01T12:00:00Z')");
                            predictions(handle, first, 300, "2026-11-01T12:00:00Z");
                            predictions(handle, second, 100, "2026-11-01T14:00:00Z");
                            analysed(handle, first, 300);
                            analysed(handle, second, 100);
                        });
    }

    private static void predictions(Handle handle, RegisteredVersion of, int rows, String at) {
        handle.execute(
                """
                insert into prediction (model_id, event_time, prediction_id, version_id,
                    environment, numeric_features, categorical_features, non_finite, content_hash)
                select ?, cast(? as timestamptz) + i * interval '1 second', gen_random_uuid(), ?,
                       'production', array[1, 2, 3], '{north}', 0, 0
                  from generate_series(1, ?) i
                """,
                of.modelId(),
                at,
                of.versionId(),
                rows);
    }

    private static void analysed(Handle handle, RegisteredVersion of, int rows) {
        handle.execute(
                """
                insert into window_volume (version_id, environment, window_start, window_end, label,
                    n, reference_id, reference_windows, finding, reason)
                values (?, 'production', '2026-11-01T12:00:01Z', '2026-11-02T00:00:00Z', '', ?, -1,
                    0, 'INCONCLUSIVE', '')
                """,
                of.versionId(),
                rows);
    }

    private static Map<Integer, VersionSize> sizes(int countedMax) {
        return new VersionSizes(storage().jdbi(), countedMax)
                .of(first.modelId(), List.of(first.versionId(), second.versionId(), 999_999));
    }

    private static StoredPart predictions(VersionSize size) {
        return size.part(Kind.PREDICTIONS).orElseThrow();
    }

    @Test
    void smallLog_isCounted() {
        Map<Integer, VersionSize> sizes = sizes(400);

        StoredPart part = predictions(sizes.get(first.versionId()));
        assertEquals(300, part.rows());
        assertEquals(Known.COUNTED, part.known());
        assertEquals(100, predictions(sizes.get(second.versionId())).rows());
        assertEquals(VersionSize.NOTHING, sizes.get(999_999));
    }

    /** The newest 50 rows are those of version 2; of version 1 none was read. */
    @Test
    void largeLog_isEstimatedFromAnalysedWindows() {
        Map<Integer, VersionSize> sizes = sizes(50);

        for (RegisteredVersion version : List.of(first, second)) {
            StoredPart estimated = predictions(sizes.get(version.versionId()));
            StoredPart counted = predictions(sizes(400).get(version.versionId()));
            assertEquals(counted.rows(), estimated.rows());
            assertEquals(Known.ESTIMATED, estimated.known());
            assertEquals(counted.bytes(), estimated.bytes());
        }
    }

    /** Of a log that no run has seen, what was counted is the least that there is. */
    @Test
    void largeLog_thatNoRunHasSeen() {
        RegisteredVersion unseen = Stories.registered(storage(), "unseen", "1");
        storage().jdbi().useHandle(h -> predictions(h, unseen, 20, "2026-11-01T12:00:00Z"));

        StoredPart part =
                predictions(
                        new VersionSizes(storage().jdbi(), 10)
                                .of(unseen.modelId(), List.of(unseen.versionId()))
                                .get(unseen.versionId()));

        assertEquals(Known.AT_LEAST, part.known());
        assertEquals(11, part.rows());
    }

    /** What is computed is what the table and its key take, to a third. */
    @Test
    void bytes_areThoseOfTheTable() {
        long counted = sizes(400).values().stream().mapToLong(VersionSize::rowBytes).sum();
        long table =
                storage()
                        .jdbi()
                        .withHandle(
                                h ->
                                        h.createQuery(
                                                        """
                                                        select cast(sum(pg_relation_size(inhrelid))
                                                                    + sum(pg_indexes_size(inhrelid)) as bigint)
                                                          from pg_inherits
                                                         where inhparent = 'prediction'::regclass
                                                        """)
                                                .mapTo(Long.class)
                                                .one());
        double ratio = (double) counted / table;
        assertTrue(ratio > 0.3 && ratio < 1.3, counted + " of " + table);
    }

    @Test
    void everyKind_isFoundInAFilledModel() {
        FilledModel.fill(storage(), "filled");
        int model = storage().models().find("filled").orElseThrow().modelId();
        int version = storage().models().versions(model).get(0).versionId();

        VersionSize size =
                new VersionSizes(storage().jdbi()).of(model, List.of(version)).get(version);

        for (Kind kind : Kind.values()) {
            StoredPart part = size.part(kind).orElseThrow(() -> new AssertionError(kind));
            assertTrue(part.rows() > 0 && part.bytes() > 0, part.toString());
        }
        assertTrue(size.rowBytes() > 0 && size.metadataBytes() > 0);
    }
}
