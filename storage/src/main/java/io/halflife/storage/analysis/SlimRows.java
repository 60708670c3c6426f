// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.monitor.window.Window;
import org.jdbi.v3.core.Jdbi;

/** What is left of predictions whose features were dropped. */
public final class SlimRows {

    private static final String FORGOTTEN =
            """
            select exists (select from prediction_slim
             where model_id = :model and version_id = :version and environment = :environment
               and event_time >= :from and event_time < :to and available_at <= :as_of
               and probabilities is null)
            """;

    private final Jdbi jdbi;

    public SlimRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Whether a window of a multi-class version has rows of which nobody knows any more what
     * probabilities they carried: they were dropped before slim rows kept them.
     */
    public boolean haveForgottenProbabilities(RunView view, Window window) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(FORGOTTEN)
                                .bind("model", view.modelId())
                                .bind("version", view.versionId())
                                .bind("environment", view.environment())
                                .bind("as_of", view.asOf())
                                .bind("from", window.start())
                                .bind("to", window.end())
                                .mapTo(Boolean.class)
                                .one());
    }
}
