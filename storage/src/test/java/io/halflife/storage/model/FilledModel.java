// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import io.halflife.monitor.analysis.SegmentsReport;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.segment.SegmentKey;
import io.halflife.monitor.segment.SegmentValues;
import io.halflife.storage.Storage;
import io.halflife.storage.Stories;
import io.halflife.storage.TableDump;
import io.halflife.storage.portion.UnfinishedRun;
import io.halflife.storage.portion.UnfinishedRuns;
import io.halflife.storage.reference.ProfiledReference;
import io.halflife.storage.report.Reports;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.segment.ReferenceSegments;
import io.halflife.storage.segment.SegmentChoices;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** A model with a row in every table that can hold one of its own. */
public final class FilledModel {

    private static final String AT = "2026-11-01T12:00:00Z";

    private final Storage storage;

    private FilledModel(Storage storage) {
        this.storage = storage;
    }

    /** Makes a replayed model of this name. */
    public static void fill(Storage storage, String name) {
        new FilledModel(storage).fill(name);
    }

    /** Endpoints and keys belong to the installation, and the record of models outlives them. */
    public static Map<String, List<String>> modelTables(Storage storage) {
        Map<String, List<String>> dump = new TreeMap<>(TableDump.of(storage));
        dump.keySet()
                .removeAll(
                        Set.of(
                                "webhook_endpoint",
                                "webhook_shutoff",
                                "webhook_command",
                                "api_key",
                                "api_key_use",
                                "api_key_read",
                                "archive",
                                "model_event"));
        return dump;
    }

    private void fill(String name) {
        RegisteredVersion version = Stories.registered(storage, name, "1");
        int id = version.versionId();
        storage.models().noteEnvironment(id, "production");
        storage.models()
                .record(
                        version.modelId(),
                        id,
                        Stories.deployed("1", "production", Instant.parse(AT)));
        storage.policies().append(version.modelId(), "{}", "test", -1);
        storage.schemaDrift().keep(version.modelId(), Set.of("shoe_size"));
        storage.jdbi().useHandle(handle -> fillIntake(handle, version));
        storage.jdbi().useHandle(handle -> fillArchive(handle, version));
        storage.jdbi().useTransaction(handle -> fillLog(handle, version));
        long reference = storage.references().collecting(id).orElseThrow();
        storage.jdbi().useHandle(handle -> fillReference(handle, reference));
        storage.references().freeze(id);
        storage.references()
                .keep(
                        new ProfiledReference(
                                reference,
                                1,
                                null,
                                null,
                                List.of(
                                        FeatureProfile.ofNumeric(
                                                Column.feature("age"), new double[] {1}, 0, 1, 0)),
                                List.of(new MetricValue("accuracy", 1, 1, 1, 0, 1, 1, 1, 1))));
        Segment segment = Segment.of(SegmentKey.tag("region"), "north");
        fillSegments(new VersionScope(id, "production"), reference, segment);
        storage.reports()
                .write(
                        Reports.calling(version.definition().id(), Reports.AS_OF),
                        new SegmentsReport(
                                List.of(),
                                List.of(Reports.segment(version.definition().id(), segment))),
                        Reports.facts(id));
        storage.jdbi().useHandle(handle -> fillVolume(handle, id, reference));
        Instant at = Instant.parse(AT);
        UnfinishedRun unfinished =
                new UnfinishedRun(at, at, -1, 1, at, 1, 2, 3, Set.of(), Set.of(), at);
        VersionScope scope = new VersionScope(id, "production");
        storage.jdbi().useTransaction(handle -> UnfinishedRuns.write(handle, scope, unfinished));
        storage.jdbi().useTransaction(handle -> fillDeliveries(handle, version));
    }

    private static void fillVolume(Handle handle, int version, long reference) {
        handle.execute(
                """
                insert into window_volume values
                  (?, 'production', ?::timestamptz, ?::timestamptz, '2026-11-01', 1,
                   ?::timestamptz, ?::timestamptz, ?, 0, null, null, 'INCONCLUSIVE', '')
                """,
                version,
                AT,
                "2026-11-02T12:00:00Z",
                AT,
                AT,
                reference);
        handle.execute(
                "insert into reference_volume values (?, 'daily', ?::timestamptz, ?::timestamptz, 1)",
                reference,
                AT,
                "2026-11-02T12:00:00Z");
    }

    private void fillSegments(VersionScope scope, long reference, Segment segment) {
        SegmentValues values = new SegmentValues(segment.key(), List.of(segment.value()));
        new SegmentChoices(storage.jdbi()).keep(scope, -1, values);
        new ReferenceSegments(storage.jdbi())
                .keep(
                        reference,
                        values,
                        Map.of(
                                segment,
                                List.of(
                                        FeatureProfile.ofNumeric(
                                                Column.feature("age"),
                                                new double[] {1},
                                                0,
                                                1,
                                                0))));
    }

    private static void fillIntake(Handle handle, RegisteredVersion version) {
        handle.execute(
                """
                insert into mute (id, revision, model_id, effect, from_time, to_time, features,
                    reason, deleted, written_by)
                values (nextval('mute_id'), 1, ?, 'muted', '2026-11-01Z', '2026-11-02Z', '{}',
                    'holiday', false, 'test')
                """,
                version.modelId());
        handle.execute(
                """
                insert into schema_drift (version_id, environment, day, name, n)
                values (?, 'production', '2026-11-01', 'shoe_size', 3)
                """,
                version.versionId());
        handle.execute(
                """
                insert into metric_value (version_id, environment, name, from_time, to_time,
                    revision, model_id, value, content_hash)
                values (?, 'production', 'auc', '2026-11-01Z', '2026-11-02Z', 1, ?, 0.9, 0)
                """,
                version.versionId(),
                version.modelId());
    }

    private static void fillDeliveries(Handle handle, RegisteredVersion version) {
        String endpoint = "whe_" + version.modelId();
        handle.execute(
                """
                insert into webhook_endpoint (id, url, types, models, description, header_names,
                    headers, secret, created_by)
                values (?, 'https://ci.example/', '{}', '{}', '', '{}', '', '', 'test')
                """,
                endpoint);
        handle.execute(
                """
                insert into webhook_match (outbox_id, matched_at)
                select id, now() from outbox where model_id = ?
                """,
                version.modelId());
        handle.execute(
                """
                insert into webhook_delivery (message_id, endpoint_id, outbox_id, type, state,
                    next_attempt_at, created_at)
                select 'msg_' || id, ?, id, type, 'PENDING', now(), now()
                  from outbox where model_id = ?
                """,
                endpoint,
                version.modelId());
        handle.execute(
                """
                insert into webhook_attempt (message_id, number, started_at)
                select message_id, 1, now() from webhook_delivery where endpoint_id = ?
                """,
                endpoint);
    }

    private static void fillReference(Handle handle, long reference) {
        handle.execute(
                """
                insert into reference_row (reference_id, prediction_id, numeric_features,
                    categorical_features, non_finite, content_hash)
                values (?, gen_random_uuid(), '{}', '{}', 0, 0)
                """,
                reference);
        handle.execute(
                "insert into reference_failure (reference_id, reason) values (?, '')", reference);
        handle.execute(
                """
                insert into reference_estimator (reference_id, row_count, scores, probabilities)
                values (?, 100, '{}', '{}')
                """,
                reference);
        fillCalibration(handle, reference);
    }

    private static void fillCalibration(Handle handle, long reference) {
        handle.execute(
                """
                insert into reference_calibration (reference_id, cut, season, season_reason, zone,
                    reason)
                values (?, 'cut', 'pooled', '', 'UTC', '')
                """,
                reference);
        handle.execute(
                """
                insert into reference_column_calibration (reference_id, cut, role, name, windows)
                values (?, 'cut', 'FEATURE', 'age', 1)
                """,
                reference);
        handle.execute(
                """
                insert into reference_slot_profile (reference_id, cut, role, name, slot, n, missing,
                    profile)
                values (?, 'cut', 'FEATURE', 'age', 1, 1, 0, '')
                """,
                reference);
        handle.execute(
                """
                insert into drift_beside (version_id, environment, window_start, window_end,
                    comparison, role, name, label, test, n_reference, n, missing, verdict, reason,
                    detail, new_categories)
                select version_id, 'production', '2026-11-01Z', '2026-11-02Z', 'previous',
                       'FEATURE', 'age', '', 'ks', 1, 1, 0, 'INCONCLUSIVE', '', '{}', '{}'
                  from reference_version where id = ?
                """,
                reference);
    }

    private static void fillArchive(Handle handle, RegisteredVersion version) {
        String archive = "00000000-0000-0000-0000-000000000001";
        handle.execute(
                "insert into archive (archive_id, location) values (cast(? as uuid), '/archive')"
                        + " on conflict do nothing",
                archive);
        handle.execute(
                """
                insert into archive_stretch (archive_id, kind, model_id, lower_bound, upper_bound,
                    archived_until, released)
                values (cast(? as uuid), 'prediction', ?, '2026-11-01Z', '2026-11-02Z',
                    '2026-11-03Z', true)
                """,
                archive,
                version.modelId());
        handle.execute(
                """
                insert into archive_file (archive_id, path, kind, model_id, n_rows, n_bytes,
                    checksum, first_event, last_event, last_received,
                    last_available)
                values (cast(? as uuid), ?, 'prediction', ?, 1, 1, '', '2026-11-01Z',
                    '2026-11-01Z', '2026-11-01Z', '2026-11-01Z')
                """,
                archive,
                "model=" + version.modelId(),
                version.modelId());
    }

    private static void fillLog(Handle handle, RegisteredVersion version) {
        int model = version.modelId();
        int id = version.versionId();
        handle.execute("select halflife_ensure_partitions(cast(? as timestamptz))", AT);
        handle.execute(
                """
                insert into prediction (model_id, event_time, prediction_id, version_id,
                    environment, numeric_features, categorical_features, non_finite, content_hash)
                values (?, cast(? as timestamptz), gen_random_uuid(), ?, 'production', '{}', '{}',
                    0, 0)
                """,
                model,
                AT,
                id);
        handle.execute("select halflife_ensure_slim_partition(cast(? as timestamptz))", AT);
        handle.execute(
                """
                insert into prediction_slim (model_id, event_time, prediction_id, version_id,
                    environment, content_hash, received_at, available_at)
                select model_id, event_time, prediction_id, version_id, environment, content_hash,
                       received_at, available_at
                  from prediction where model_id = ?
                """,
                model);
        handle.execute(
                """
                insert into ground_truth (model_id, event_time, prediction_id, revision,
                    observed_at, content_hash)
                values (?, cast(? as timestamptz), gen_random_uuid(), 1, now(), 0)
                """,
                model,
                AT);
        handle.execute(
                """
                insert into ground_truth_pending (model_id, prediction_id, revision, observed_at,
                    content_hash)
                values (?, gen_random_uuid(), 1, now(), 0)
                """,
                model);
        handle.execute(
                """
                insert into latency_delta (version_id, environment, minute, bucket, n, total,
                    sum_seconds, min_seconds, max_seconds)
                values (?, 'production', now(), '{1}', '{1}', 1, 1, 1, 1)
                """,
                id);
        handle.execute(
                """
                insert into latency_summary (model_id, instance, interval_id, start_time, end_time,
                    version_id, environment, total, resolution, content_hash)
                values (?, 'pod', 'i', now(), now(), ?, 'production', 1, 'count', 0)
                """,
                model,
                id);
        handle.execute(
                """
                insert into ingest_reject (door, model, item_sha, code, pointer, detail)
                values ('predictions', ?, '\\x00', 'type_mismatch', '', '')
                """,
                version.definition().id().model());
    }
}
