// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Every table that holds something of a model, and how a model's rows leave it. */
public final class ModelTables {

    /** A model's rows may be millions. */
    private static final String TIME_LIMIT = "set local statement_timeout = '10min'";

    private static final Pattern TABLE = Pattern.compile("delete from ([a-z_]+)");

    private static final String VERSIONS = "(select id from model_version where model_id = :id)";

    private static final String REFERENCES =
            "(select id from reference_version where version_id in " + VERSIONS + ")";

    private static final String SEGMENTS =
            "(select id from segment where version_id in " + VERSIONS + ")";

    /** Of tables whose rows refer to no version: a writer that began earlier may still add some. */
    private static final List<String> LOG =
            List.of(
                    "delete from ground_truth_pending where model_id = :id",
                    "delete from ground_truth where model_id = :id",
                    "delete from prediction where model_id = :id",
                    "delete from prediction_slim where model_id = :id",
                    "delete from latency_summary where model_id = :id");

    /** Children before their parents. */
    private static final List<String> RESULTS =
            List.of(
                    """
                    delete from webhook_command where message_id in (
                      select d.message_id from webhook_delivery d join outbox o on o.id = d.outbox_id
                       where o.model_id = :id)
                    """,
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
                    "delete from reference_version where version_id in " + VERSIONS);

    private static final List<String> MODEL =
            List.of(
                    "delete from version_environment where version_id in " + VERSIONS,
                    "delete from latency_delta where version_id in " + VERSIONS,
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

    private ModelTables() {}

    /**
     * Deletes everything of a model in the caller's transaction.
     *
     * @return rows that went, by table; tables that had none are absent
     */
    public static Map<String, Long> clear(Handle handle, int modelId) {
        handle.execute(TIME_LIMIT);
        Map<String, Long> rows = new TreeMap<>();
        for (List<String> deletes : List.of(RESULTS, LOG, MODEL)) {
            for (String delete : deletes) {
                count(rows, delete, handle.createUpdate(delete).bind("id", modelId).execute());
            }
        }
        return rows;
    }

    /** Deletes what a writer added to the log of a model that is gone. */
    public static void clearLog(Handle handle, int modelId) {
        handle.execute(TIME_LIMIT);
        LOG.forEach(delete -> handle.createUpdate(delete).bind("id", modelId).execute());
    }

    private static void count(Map<String, Long> rows, String delete, long n) {
        Matcher table = TABLE.matcher(delete);
        if (n > 0 && table.find()) {
            rows.merge(table.group(1), n, Long::sum);
        }
    }
}
