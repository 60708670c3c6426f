// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

/**
 * The SQL of what is new to a run: the event times of predictions ({@code is_label} false) and of
 * predictions whose ground truth is new ({@code is_label} true).
 */
final class TouchedRows {

    private static final String PREDICTIONS =
            """
            select event_time, false as is_label from prediction
             where model_id = :model and version_id = :version and environment = :environment
               and available_at <= :as_of and event_time < :closed_before
            """;

    private static final String NEW_PREDICTIONS =
            """
               and (event_time >= :newly_closed_from or available_at > :seen_as_of
                    or received_at >= :watermark)
            """;

    /**
     * Each new label looks its prediction up by key, and the slim row where the prediction is gone
     * (the limit keeps it so). Left to choose, the planner compares every label with every
     * prediction of the model where statistics are young.
     */
    private static final String NEW_LABELS =
            """
            union all
            select g.event_time, true
              from (select event_time, prediction_id from ground_truth
                     where model_id = :model and event_time < :closed_before
                       and available_at <= :as_of
                       and (available_at > :seen_as_of or received_at >= :watermark)
                    offset 0) g
             cross join lateral (
               select from prediction
                where model_id = :model and event_time = g.event_time
                  and prediction_id = g.prediction_id
                  and version_id = :version and environment = :environment
                  and available_at <= :as_of
               union all
               select from prediction_slim
                where model_id = :model and event_time = g.event_time
                  and prediction_id = g.prediction_id
                  and version_id = :version and environment = :environment
                  and available_at <= :as_of
               limit 1) p
            """;

    private static final String OF_VIEW =
            """
             where model_id = :model and version_id = :version and environment = :environment
               and event_time >= :pending_from and event_time <= :pending_to
               and event_time < :closed_before and available_at <= :as_of
            """;

    /**
     * By id, of which there is no index: both sides are read once and hashed. {@link WindowSearch}
     * sees to it that they are.
     */
    private static final String NEW_PENDING_LABELS =
            """
            union all
            select p.event_time, true
              from (select prediction_id, observed_at from ground_truth_pending
                     where model_id = :model and available_at <= :as_of
                       and (available_at > :seen_as_of or received_at >= :watermark)) g
              join (select event_time, prediction_id from prediction
            """
                    + OF_VIEW
                    + """
                     union all
                    select event_time, prediction_id from prediction_slim
                    """
                    + OF_VIEW
                    + """
                   ) p on p.prediction_id = g.prediction_id
               and p.event_time between g.observed_at - cast(:delay as interval)
                                    and g.observed_at + cast(:delay as interval)
            """;

    /**
     * The labels that are new and carry no event time: when the first and the last was observed.
     */
    static final String PENDING_RANGE =
            """
            select min(observed_at) as first, max(observed_at) as last from ground_truth_pending
             where model_id = :model and available_at <= :as_of
               and (available_at > :seen_as_of or received_at >= :watermark)
            """;

    private TouchedRows() {}

    /**
     * The query of the rows that are new.
     *
     * @param everything whether no earlier run saw anything
     * @param pending whether new labels are without event time
     */
    static String sql(boolean everything, boolean pending) {
        if (everything) {
            return PREDICTIONS;
        }
        return PREDICTIONS + NEW_PREDICTIONS + NEW_LABELS + (pending ? NEW_PENDING_LABELS : "");
    }
}
