// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * The rows of a frozen reference whose ids are in {@code [from, to)}.
 *
 * @param from null: from the first
 * @param to null: to the last
 * @param segments what the rows are divided by
 */
public record ReferenceRows(long referenceId, UUID from, UUID to, SegmentColumns segments)
        implements DatabaseQuery {

    private static final String SELECT =
            """
            select event_time, numeric_features, categorical_features, predicted_class, score,
                   value, probabilities, actual_class, actual_value, %s
              from reference_row r
             where reference_id = ? and (? is null or prediction_id >= ?)
               and (? is null or prediction_id < ?)
            """;

    private static final String CUTS =
            """
            select unnest(percentile_disc(cast(:shares as float8[])) within group (order by prediction_id))
              from reference_row where reference_id = :reference
            """;

    public ReferenceRows {
        Objects.requireNonNull(segments, "segments");
    }

    @Override
    public ReferenceRows dividedBy(SegmentColumns keys) {
        return new ReferenceRows(referenceId, from, to, keys);
    }

    /** The whole reference in this many parts of equal size. */
    public static List<ReferenceRows> cut(Jdbi jdbi, long referenceId, int parts) {
        List<ReferenceRows> cuts = new ArrayList<>();
        UUID from = null;
        for (UUID to : parts == 1 ? List.<UUID>of() : boundaries(jdbi, referenceId, parts)) {
            if (!to.equals(from)) {
                cuts.add(new ReferenceRows(referenceId, from, to, SegmentColumns.NONE));
                from = to;
            }
        }
        cuts.add(new ReferenceRows(referenceId, from, null, SegmentColumns.NONE));
        return cuts;
    }

    private static List<UUID> boundaries(Jdbi jdbi, long referenceId, int parts) {
        List<String> shares = new ArrayList<>();
        for (int i = 1; i < parts; i++) {
            shares.add(Double.toString((double) i / parts));
        }
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(CUTS)
                                .bind("shares", "{" + String.join(",", shares) + "}")
                                .bind("reference", referenceId)
                                .mapTo(UUID.class)
                                .list());
    }

    @Override
    public String sql(Connection connection) {
        Parameters parameters = new Parameters(SELECT.formatted(segments.select("r")));
        segments.addTo(parameters);
        return parameters
                .add(referenceId)
                .addNullable(from)
                .addNullable(from)
                .addNullable(to)
                .addNullable(to)
                .sql();
    }
}
