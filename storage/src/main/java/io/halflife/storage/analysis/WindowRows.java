// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.monitor.window.Window;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The predictions of a stretch of event time, each with the ground truth of the highest revision
 * that the run may see. Those that may have one come in the order of their key, so that sums of
 * rounded numbers over them are the same every time; where a stretch has no ground truth at all,
 * its rows come in any order, which spares the database half of its work.
 *
 * @param stretch from when to when
 * @param features whether to read the features; without them both arrays are null, and what was
 *     dropped is read from its slim rows
 * @param pendingLabels whether labels without event time have to be matched by id
 * @param segments what the rows are divided by
 */
public record WindowRows(
        RunView view,
        Window stretch,
        boolean features,
        boolean pendingLabels,
        SegmentColumns segments)
        implements DatabaseQuery {

    private static final String SELECT =
            """
            select p.event_time, %s, p.predicted_class, p.score, p.value, p.probabilities,
                   l.actual_class, l.actual_value, %s
              from %s p
              left join (
                select distinct on (event_time, prediction_id)
                       event_time, prediction_id, actual_class, actual_value
                  from (
                    select event_time, prediction_id, revision, actual_class, actual_value
                      from ground_truth
                     where model_id = ? and event_time >= ? and event_time < ?
                       and available_at <= ?
                    %s
                  ) known
                 order by event_time, prediction_id, revision desc
              ) l on l.event_time = p.event_time and l.prediction_id = p.prediction_id
             where p.model_id = ? and p.version_id = ? and p.environment = ?
               and p.event_time >= ? and p.event_time < ? and p.available_at <= ?
             order by p.event_time, p.prediction_id
            """;

    /** As {@link #SELECT} where nothing is known. */
    private static final String UNLABELLED =
            """
            select p.event_time, %s, p.predicted_class, p.score, p.value, p.probabilities,
                   null::text, null::float8, %s
              from %s p
             where p.model_id = ? and p.version_id = ? and p.environment = ?
               and p.event_time >= ? and p.event_time < ? and p.available_at <= ?
            """;

    private static final String HAS_LABELS =
            """
            select exists (select from ground_truth
             where model_id = ? and event_time >= ? and event_time < ? and available_at <= ?)
            """;

    private static final String PENDING =
            """
                    union all
                    select q.event_time, q.prediction_id, g.revision, g.actual_class,
                           g.actual_value
                      from %s q
                      join ground_truth_pending g on g.model_id = q.model_id
                       and g.prediction_id = q.prediction_id
                       and q.event_time between g.observed_at - cast(? as interval)
                                            and g.observed_at + cast(? as interval)
                     where q.model_id = ? and q.event_time >= ? and q.event_time < ?
                       and g.available_at <= ?
            """;

    /**
     * Predictions without their features: from their rows, and from the slim rows of those that
     * were dropped. A row that is being dropped may be in both.
     */
    private static final String WITHOUT_FEATURES =
            """
            (select model_id, version_id, environment, event_time, prediction_id, predicted_class,
                    score, value, probabilities, available_at, tags, categorical_features
               from prediction where model_id = ? and event_time >= ? and event_time < ?
              union all
             select s.model_id, s.version_id, s.environment, s.event_time, s.prediction_id,
                    s.predicted_class, s.score, s.value,
                    nullif(s.probabilities, '{}'), s.available_at, null::jsonb, null::text[]
               from prediction_slim s
              where s.model_id = ? and s.event_time >= ? and s.event_time < ?
                and not exists (select from prediction r
                  where r.model_id = ? and r.event_time >= ? and r.event_time < ?
                    and r.event_time = s.event_time and r.prediction_id = s.prediction_id))
            """;

    private static final String FEATURES = "p.numeric_features, p.categorical_features";
    private static final String NO_FEATURES = "null::float8[], null::text[]";

    public WindowRows {
        Objects.requireNonNull(view, "view");
        Objects.requireNonNull(stretch, "stretch");
        Objects.requireNonNull(segments, "segments");
    }

    /** Rows that are not divided. */
    public WindowRows(RunView view, Window stretch, boolean features, boolean pendingLabels) {
        this(view, stretch, features, pendingLabels, SegmentColumns.NONE);
    }

    @Override
    public WindowRows dividedBy(SegmentColumns keys) {
        return new WindowRows(view, stretch, features, pendingLabels, keys);
    }

    /** The same rows in this many stretches of equal length, or fewer where time is too short. */
    public List<WindowRows> cut(int parts) {
        Duration whole = Duration.between(stretch.start(), stretch.end());
        List<WindowRows> cuts = new ArrayList<>();
        Instant from = stretch.start();
        for (int i = 1; i <= parts; i++) {
            Instant to =
                    i == parts
                            ? stretch.end()
                            : stretch.start()
                                    .plus(whole.multipliedBy(i).dividedBy(parts))
                                    .truncatedTo(ChronoUnit.MICROS);
            if (from.isBefore(to)) {
                Window cut = new Window(from, to);
                cuts.add(new WindowRows(view, cut, features, pendingLabels, segments));
                from = to;
            }
        }
        return cuts;
    }

    @Override
    public String sql(Connection connection) throws SQLException {
        String columns = features ? FEATURES : NO_FEATURES;
        String source = features ? "prediction" : WITHOUT_FEATURES;
        return pendingLabels || hasLabels(connection)
                ? labelled(columns, source)
                : unlabelled(columns, source);
    }

    private boolean hasLabels(Connection connection) throws SQLException {
        String sql =
                new Parameters(HAS_LABELS).add(view.modelId()).add(stretch).add(view.asOf()).sql();
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private String unlabelled(String columns, String source) {
        Parameters parameters =
                new Parameters(UNLABELLED.formatted(columns, segments.select("p"), source));
        segments.addTo(parameters);
        addSource(parameters);
        return withView(parameters);
    }

    private String labelled(String columns, String source) {
        String pending = pendingLabels ? PENDING.formatted(source) : "";
        String values = segments.select("p");
        Parameters parameters = new Parameters(SELECT.formatted(columns, values, source, pending));
        segments.addTo(parameters);
        addSource(parameters);
        parameters.add(view.modelId()).add(stretch).add(view.asOf());
        if (pendingLabels) {
            addSource(parameters);
            parameters.add(view.maxLabelDelay()).add(view.maxLabelDelay());
            parameters.add(view.modelId()).add(stretch).add(view.asOf());
        }
        return withView(parameters);
    }

    /**
     * The rows for which a condition on p holds, in the order of their key and with ids at the end.
     * Its parameters are these texts.
     */
    String sqlWithIds(String condition, List<String> texts) {
        String pending = pendingLabels ? PENDING.formatted("prediction") : "";
        String select =
                SELECT.formatted(
                                FEATURES,
                                segments.select("p") + ", p.prediction_id",
                                "prediction",
                                pending)
                        .replace(" order by p.event_time", condition + " order by p.event_time");
        Parameters parameters = new Parameters(select);
        segments.addTo(parameters);
        parameters.add(view.modelId()).add(stretch).add(view.asOf());
        if (pendingLabels) {
            parameters.add(view.maxLabelDelay()).add(view.maxLabelDelay());
            parameters.add(view.modelId()).add(stretch).add(view.asOf());
        }
        parameters.add(view.modelId()).add(view.versionId()).add(view.environment());
        parameters.add(stretch).add(view.asOf());
        texts.forEach(parameters::add);
        return parameters.sql();
    }

    private String withView(Parameters parameters) {
        parameters.add(view.modelId()).add(view.versionId()).add(view.environment());
        return parameters.add(stretch).add(view.asOf()).sql();
    }

    private void addSource(Parameters parameters) {
        for (int i = 0; !features && i < 3; i++) {
            parameters.add(view.modelId()).add(stretch);
        }
    }
}
