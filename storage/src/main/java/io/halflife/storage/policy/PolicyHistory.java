// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.PolicyJson;
import io.halflife.storage.json.PolicyValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;

/** The revisions of a policy, newest first. Blocking. */
public final class PolicyHistory {

    private static final String SELECT =
            """
            select revision, writer, created_at, body from policy_revision
             where model_id = :model and revision < :before order by revision desc limit :limit
            """;

    private final Jdbi jdbi;

    public PolicyHistory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    private record Row(int revision, String writer, Instant createdAt, ObjectNode effective) {}

    /**
     * Revisions and what each changed.
     *
     * @param task defaults depend on it; those of today are held against those of today
     * @param before only revisions below this
     */
    public List<PolicyChange> changes(int modelId, Task task, int before, int limit) {
        List<Row> rows = rows(modelId, task, before, limit + 1);
        List<PolicyChange> changes = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, rows.size()); i++) {
            Row row = rows.get(i);
            ObjectNode earlier =
                    i + 1 < rows.size()
                            ? rows.get(i + 1).effective
                            : PolicyJson.write(MonitoringPolicy.defaults(task));
            changes.add(
                    new PolicyChange(
                            row.revision,
                            row.writer,
                            row.createdAt,
                            differences(earlier, row.effective)));
        }
        return changes;
    }

    private List<Row> rows(int modelId, Task task, int before, int limit) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(SELECT)
                                .bind("model", modelId)
                                .bind("before", before)
                                .bind("limit", limit)
                                .map(
                                        row ->
                                                new Row(
                                                        row.getColumn("revision", Integer.class),
                                                        row.getColumn("writer", String.class),
                                                        row.getColumn("created_at", Instant.class),
                                                        effective(
                                                                row.getColumn("body", String.class),
                                                                task)))
                                .list());
    }

    private static ObjectNode effective(String body, Task task) {
        return PolicyJson.write(PolicyJson.parse(Json.read(body), task).value());
    }

    private static List<PolicyChange.Value> differences(ObjectNode earlier, ObjectNode later) {
        Map<String, JsonNode> before = PolicyValues.of(earlier);
        List<PolicyChange.Value> values = new ArrayList<>();
        PolicyValues.of(later)
                .forEach(
                        (pointer, value) -> {
                            if (!Objects.equals(before.get(pointer), value)) {
                                values.add(
                                        new PolicyChange.Value(
                                                pointer,
                                                String.valueOf(before.get(pointer)),
                                                value.toString()));
                            }
                        });
        return values;
    }
}
