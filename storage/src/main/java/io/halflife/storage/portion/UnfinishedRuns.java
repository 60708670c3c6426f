// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.portion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.storage.json.Json;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;

/** The unfinished runs in the database. */
public final class UnfinishedRuns {

    private static final String OF_SCOPE =
            " where version_id = :versionId and environment = :environment";

    private final Jdbi jdbi;

    public UnfinishedRuns(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public Optional<UnfinishedRun> of(VersionScope scope) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("select * from unfinished_run" + OF_SCOPE)
                                .bind("versionId", scope.versionId())
                                .bind("environment", scope.environment())
                                .map(UnfinishedRuns::run)
                                .findOne());
    }

    /** Replaces what was known, in the transaction that writes the portion. */
    public static void write(Handle handle, VersionScope scope, UnfinishedRun run) {
        handle.createUpdate(
                        """
                        insert into unfinished_run (version_id, environment, as_of, watermark,
                            reference_id, policy_revision, done_until, windows, windows_total,
                            row_count, columns, started_at)
                        values (:versionId, :environment, :asOf, :watermark,
                            nullif(:referenceId, -1), :policyRevision, :doneUntil, :windows,
                            :windowsTotal, :rows, cast(:columns as jsonb), :startedAt)
                        on conflict (version_id, environment) do update set
                            as_of = excluded.as_of, watermark = excluded.watermark,
                            reference_id = excluded.reference_id,
                            policy_revision = excluded.policy_revision,
                            done_until = excluded.done_until, windows = excluded.windows,
                            windows_total = excluded.windows_total,
                            row_count = excluded.row_count, columns = excluded.columns,
                            started_at = excluded.started_at, written_at = excluded.written_at
                        """)
                .bind("versionId", scope.versionId())
                .bind("environment", scope.environment())
                .bind("asOf", run.asOf())
                .bind("watermark", run.watermark())
                .bind("referenceId", run.referenceId())
                .bind("policyRevision", run.policyRevision())
                .bind("doneUntil", run.doneUntil())
                .bind("windows", run.windows())
                .bind("windowsTotal", run.windowsTotal())
                .bind("rows", run.rows())
                .bind("columns", columns(run).toString())
                .bind("startedAt", run.startedAt())
                .execute();
    }

    /** The run is finished: in the transaction that writes its end. */
    public static void finish(Handle handle, VersionScope scope) {
        handle.createUpdate("delete from unfinished_run" + OF_SCOPE)
                .bind("versionId", scope.versionId())
                .bind("environment", scope.environment())
                .execute();
    }

    private static ArrayNode columns(UnfinishedRun run) {
        Set<Column> all = new TreeSet<>(run.judged());
        all.addAll(run.inAlarm());
        ArrayNode json = Json.array();
        for (Column column : all) {
            json.addObject()
                    .put("role", column.role().name())
                    .put("name", column.name())
                    .put("judged", run.judged().contains(column))
                    .put("was_in_alarm", run.inAlarm().contains(column));
        }
        return json;
    }

    private static UnfinishedRun run(RowView row) {
        JsonNode columns = Json.read(row.getColumn("columns", String.class));
        Long reference = row.getColumn("reference_id", Long.class);
        return new UnfinishedRun(
                row.getColumn("as_of", Instant.class),
                row.getColumn("watermark", Instant.class),
                reference == null ? -1 : reference,
                row.getColumn("policy_revision", Integer.class),
                row.getColumn("done_until", Instant.class),
                row.getColumn("windows", Integer.class),
                row.getColumn("windows_total", Integer.class),
                row.getColumn("row_count", Long.class),
                columns(columns, "judged"),
                columns(columns, "was_in_alarm"),
                row.getColumn("started_at", Instant.class));
    }

    private static Set<Column> columns(JsonNode stored, String mark) {
        Set<Column> columns = new HashSet<>();
        for (JsonNode column : stored) {
            if (column.path(mark).booleanValue()) {
                columns.add(
                        new Column(
                                Role.valueOf(column.path("role").textValue()),
                                column.path("name").textValue()));
            }
        }
        return columns;
    }
}
