// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Removes a replayed or demo model and all that belongs to it, in one transaction. */
final class ModelReset {

    /** A model's rows may be millions. */
    private static final String TIME_LIMIT = "set local statement_timeout = '10min'";

    private static final String VERSIONS = "(select id from model_version where model_id = :id)";

    private static final String REFERENCES =
            "(select id from reference_version where version_id in " + VERSIONS + ")";

    private static final String SEGMENTS =
            "(select id from segment where version_id in " + VERSIONS + ")";

    /** Children before their parents. */
    private static final List<String> DELETES =
            List.of(
                    "delete from outbox where model_id = :id",
                    "delete from retraining_event where model_id = :id",
                    "delete from decay_fit where version_id in " + VERSIONS,
                    "delete from performance_window where version_id in " + VERSIONS,
                    "delete from drift_verdict where version_id in " + VERSIONS,
                    "delete from drift_beside where version_id in " + VERSIONS,
                    "delete from feature_profile where version_id in " + VERSIONS,
                    "delete from unfinished_run where version_id in " + VERSIONS,
                    "delete from window_volume where version_id in " + VERSIONS,
                    "delete from analysis_run where version_id in " + VERSIONS,
                    "delete from segment_performance where segment_id in " + SEGMENTS,
                    "delete from segment_verdict where segment_id in " + SEGMENTS,
                    "delete from segment_profile where segment_id in " + SEGMENTS,
                    "delete from segment where version_id in " + VERSIONS,
                    "delete from segment_choice where version_id in " + VERSIONS,
                    "delete from reference_segment_profile where reference_id in " + REFERENCES,
                    "delete from reference_segmentation where reference_id in " + REFERENCES,
                    "delete from reference_volume where reference_id in " + REFERENCES,
                    "delete from reference_slot_profile where reference_id in " + REFERENCES,
                    "delete from reference_column_calibration where reference_id in " + REFERENCES,
                    "delete from reference_calibration where reference_id in " + REFERENCES,
                    "delete from reference_span where reference_id in " + REFERENCES,
                    "delete from reference_failure where reference_id in " + REFERENCES,
                    "delete from reference_estimator where reference_id in " + REFERENCES,
                    "delete from reference_performance where reference_id in " + REFERENCES,
                    "delete from reference_profile where reference_id in " + REFERENCES,
                    "delete from reference_row where reference_id in " + REFERENCES,
                    "delete from reference_event where reference_id in " + REFERENCES,
                    "delete from reference_version where version_id in " + VERSIONS,
                    "delete from ground_truth_pending where model_id = :id",
                    "delete from ground_truth where model_id = :id",
                    "delete from prediction where model_id = :id",
                    "delete from prediction_slim where model_id = :id",
                    "delete from version_environment where version_id in " + VERSIONS,
                    "delete from latency_delta where version_id in " + VERSIONS,
                    "delete from latency_summary where model_id = :id",
                    "delete from ingest_reject"
                            + " where model = (select name from model where id = :id)",
                    "delete from metric_value where version_id in " + VERSIONS,
                    "delete from schema_drift where version_id in " + VERSIONS,
                    "delete from model_extra where model_id = :id",
                    "delete from mute where model_id = :id",
                    "delete from archive_file where model_id = :id",
                    "delete from archive_stretch where model_id = :id",
                    "delete from policy_revision where model_id = :id",
                    "delete from deployment where model_id = :id",
                    "delete from model_version where model_id = :id",
                    "delete from model where id = :id");

    private ModelReset() {}

    static void reset(Handle handle, String name) {
        handle.execute(TIME_LIMIT);
        RegisteredModel model =
                handle.createQuery(
                                """
                                select %s from model where name = :name for update
                                """
                                        .formatted(ModelRows.MODEL_COLUMNS))
                        .bind("name", name)
                        .map(ModelRows::model)
                        .findOne()
                        .orElse(null);
        if (model == null) {
            return;
        }
        if (model.origin() == RegisteredModel.Origin.LIVE) {
            throw new IllegalArgumentException(
                    "model " + name + " is live; only replayed and demo models are reset");
        }
        for (String delete : DELETES) {
            handle.createUpdate(delete).bind("id", model.modelId()).execute();
        }
    }
}
