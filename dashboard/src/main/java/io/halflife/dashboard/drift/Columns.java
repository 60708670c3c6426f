// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.StateMark;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.storage.outline.StoredOutline;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a column is called and where its page is. */
public final class Columns {

    private Columns() {}

    /** "numeric", "probability, numeric". */
    static String type(DriftResult primary, StoredOutline reference) {
        boolean numeric =
                reference == null ? primary.test().equals("ks") : reference.outline().isNumeric();
        String kind = numeric ? "numeric" : "categorical";
        Role role = primary.column().role();
        return role == Role.FEATURE ? kind : word(role) + ", " + kind;
    }

    public static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    public static String path(WatchedModel model, Column column) {
        return Links.model(model.name()) + "/features/" + Links.encoded(column.name());
    }

    /** What the addresses of a column's page carry. */
    public static Map<String, String> parameters(WatchedModel model, Column column) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (column.role() != Role.FEATURE) {
            parameters.put("role", word(column.role()));
        }
        parameters.putAll(asked(model));
        return parameters;
    }

    /** Version and environment where an address named one of them. */
    public static Map<String, String> asked(WatchedModel model) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!model.query().isEmpty()) {
            parameters.put("version", model.versionName());
            parameters.put("environment", model.environment());
        }
        return parameters;
    }

    static StateMark mark(DriftResult primary) {
        return StateMark.of(primary.alarmState(), primary.verdict());
    }
}
