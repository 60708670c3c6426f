// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.policy.PolicyPage.Group;
import io.halflife.dashboard.policy.PolicyPage.Row;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.Parsed;
import io.halflife.storage.json.PolicyJson;
import io.halflife.storage.json.PolicyValues;
import io.halflife.storage.model.PolicyRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Every value of a policy in words, and what it would be if nobody had set it. */
final class PolicyRows {

    private static final String GROUP = "/[a-z_]+/[a-z_]+";

    private final Task task;
    private final ObjectNode body;
    private final Map<String, JsonNode> effective;
    private final Set<String> own;

    PolicyRows(PolicyRevision revision, Task task) {
        this.task = task;
        this.body = (ObjectNode) Json.read(revision.body());
        this.effective = PolicyValues.of(PolicyJson.write(revision.policy()));
        this.own = Set.copyOf(PolicyJson.set(body));
    }

    /** How many values were set. */
    int ownCount() {
        return own.size();
    }

    int count() {
        return effective.size();
    }

    List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        PolicyFields.groups()
                .forEach(
                        (title, fields) ->
                                groups.add(
                                        new Group(title, fields.stream().map(this::row).toList())));
        return groups;
    }

    private Row row(PolicyField field) {
        boolean isOwn = own.contains(field.pointer());
        JsonNode value = effective.get(field.pointer());
        String standard = PolicyWords.value(isOwn ? unset(field) : value);
        return new Row(
                field.key(),
                field.pointer(),
                field.meaning(),
                PolicyWords.value(value),
                isOwn,
                standard,
                limits(field),
                field.kind().name().toLowerCase(Locale.ROOT),
                field.choices(),
                isOwn ? PolicyWords.typed(field.kind(), body.at(field.pointer())) : "");
    }

    private static String limits(PolicyField field) {
        if (field.unit().isEmpty()) {
            return field.range();
        }
        return field.unit() + (field.range().isEmpty() ? "" : ", " + field.range());
    }

    /** What would be in force without this one value; some defaults depend on other values. */
    private JsonNode unset(PolicyField field) {
        ObjectNode rest = body.deepCopy();
        String pointer = field.pointer();
        String name = pointer.substring(pointer.lastIndexOf('/') + 1);
        if (pointer.matches(GROUP)) {
            ((ObjectNode) rest.at(pointer.substring(0, pointer.lastIndexOf('/')))).remove(name);
        } else {
            rest.remove(name);
        }
        Parsed<MonitoringPolicy> without = PolicyJson.parse(rest, task);
        MonitoringPolicy policy =
                without.isValid() ? without.value() : MonitoringPolicy.defaults(task);
        return PolicyValues.of(PolicyJson.write(policy)).get(pointer);
    }
}
