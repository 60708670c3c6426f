// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.monitor.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Finds the windows that a run has to compute: closed at its clock, and either closed since the
 * earlier run or holding a row that the earlier run did not see.
 *
 * <p>Only counts travel, never rows: the database says how much is new in each quarter of an hour.
 * Windows whose boundaries lie elsewhere it counts in a second pass, by the boundaries of those
 * days.
 */
public final class TouchedWindows {

    private final Jdbi jdbi;

    public TouchedWindows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * In order of time. A window with new predictions and new labels is listed once, whole.
     *
     * @param spec how event time is cut, now and when {@code seen} was seen
     * @param grace how long after its end a window is still open, now and then
     */
    public List<TouchedWindow> since(Seen seen, RunView view, WindowSpec spec, Duration grace) {
        return jdbi.inTransaction(
                handle -> {
                    // The first run of a version looks at all of its log.
                    handle.execute("set local statement_timeout = '30min'");
                    return new WindowSearch(handle, seen, view, spec, grace).touched();
                });
    }

    /** Whether the model has labels without event time, which have to be matched by id. */
    public boolean hasPendingLabels(RunView view) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select exists (select from ground_truth_pending
                                         where model_id = :model and available_at <= :as_of)
                                        """)
                                .bind("model", view.modelId())
                                .bind("as_of", view.asOf())
                                .mapTo(Boolean.class)
                                .one());
    }
}
