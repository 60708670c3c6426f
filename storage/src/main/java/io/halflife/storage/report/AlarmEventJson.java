// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.drift.AlarmChange;
import io.halflife.storage.json.Json;

/** The data of {@code alarm.raised} and {@code alarm.cleared}. */
final class AlarmEventJson {

    private AlarmEventJson() {}

    static ObjectNode write(AnalysisReport report, AlarmChange change) {
        ObjectNode data = Json.object();
        data.put("model", report.version().model());
        data.put("version", report.version().version());
        data.put("environment", report.environment());
        data.set("as_of", Json.time(report.asOf()));
        data.put("feature", change.column().name());
        data.put("role", change.column().role().name());
        data.put("label", change.label());
        ObjectNode window = data.putObject("window");
        window.set("from", Json.time(change.window().start()));
        window.set("to", Json.time(change.window().end()));
        data.put("reference_id", report.referenceId());
        data.put("policy_revision", report.policyRevision());
        data.put("reason", change.reason());
        return data;
    }
}
