// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Labels without event time that may belong to predictions of a stretch, by id. Immutable. */
public final class WaitingLabels {

    /** When there are none. */
    public static final WaitingLabels NONE = new WaitingLabels(Map.of());

    private static final String SELECT =
            """
            select prediction_id, revision, actual_class, actual_value,
                   observed_at - cast(? as interval), observed_at + cast(? as interval)
              from ground_truth_pending
             where model_id = ? and available_at <= ?
               and observed_at >= cast(? as timestamptz) - cast(? as interval)
               and observed_at <= cast(? as timestamptz) + cast(? as interval)
            """;

    private final Map<UUID, List<Label>> byId;

    private WaitingLabels(Map<UUID, List<Label>> byId) {
        this.byId = byId;
    }

    /**
     * One that waits.
     *
     * @param first the earliest prediction that it may belong to, in microseconds since 1970
     * @param last the latest
     */
    public record Label(
            int revision, String actualClass, double actualValue, long first, long last) {}

    public static WaitingLabels read(Connection connection, WindowRows window) throws SQLException {
        RunView view = window.view();
        Parameters parameters =
                new Parameters(SELECT)
                        .add(view.maxLabelDelay())
                        .add(view.maxLabelDelay())
                        .add(view.modelId())
                        .add(view.asOf())
                        .add(window.stretch().start())
                        .add(view.maxLabelDelay())
                        .add(window.stretch().end())
                        .add(view.maxLabelDelay());
        Map<UUID, List<Label>> byId = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(parameters.sql());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                byId.computeIfAbsent(rows.getObject(1, UUID.class), id -> new ArrayList<>())
                        .add(label(rows));
            }
        }
        return new WaitingLabels(byId);
    }

    private static Label label(ResultSet rows) throws SQLException {
        double value = rows.getDouble(4);
        double known = rows.wasNull() ? Double.NaN : value;
        return new Label(
                rows.getInt(2), rows.getString(3), known, micros(rows, 5), micros(rows, 6));
    }

    private static long micros(ResultSet rows, int column) throws SQLException {
        Instant at = rows.getObject(column, OffsetDateTime.class).toInstant();
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    public boolean isEmpty() {
        return byId.isEmpty();
    }

    /** The one of the highest revision that belongs to a prediction; null for none. */
    public Label of(KeyedRows prediction) {
        Label highest = null;
        UUID id = new UUID(prediction.upper(), prediction.lower());
        for (Label label : byId.getOrDefault(id, List.of())) {
            boolean belongs =
                    prediction.time() >= label.first() && prediction.time() <= label.last();
            if (belongs && (highest == null || label.revision() > highest.revision())) {
                highest = label;
            }
        }
        return highest;
    }
}
