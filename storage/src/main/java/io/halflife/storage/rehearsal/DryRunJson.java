// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.rehearsal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.rehearsal.AlarmSpan;
import io.halflife.monitor.rehearsal.Asked;
import io.halflife.monitor.rehearsal.ColumnTally;
import io.halflife.monitor.rehearsal.Course;
import io.halflife.monitor.rehearsal.WindowTally;
import io.halflife.monitor.window.Window;
import io.halflife.storage.json.Json;
import java.util.Locale;

/** A rehearsal in JSON, the same for the command line and for the dashboard. */
public final class DryRunJson {

    private DryRunJson() {}

    public static ObjectNode write(DryRunResult result) {
        ObjectNode json = Json.object();
        json.put("model", result.version().model());
        json.put("version", result.version().version());
        json.put("environment", result.environment());
        json.put("policy_revision", result.revision());
        json.put("windows", result.windows());
        json.set("from", Json.time(result.span().map(Window::start).orElse(null)));
        json.set("to", Json.time(result.span().map(Window::end).orElse(null)));
        json.set("rehearsed", course(result.rehearsed()));
        json.set("in_force", course(result.inForce()));
        ArrayNode notes = json.putArray("notes");
        result.notes().forEach(notes::add);
        return json;
    }

    private static ObjectNode course(Course course) {
        ObjectNode json = Json.object();
        json.put("verdicts", course.verdicts());
        json.put("raw", course.raw());
        json.put("drifted", course.drifted());
        json.put("inconclusive", course.inconclusive());
        json.put("raised", course.raised());
        ArrayNode alarms = json.putArray("alarms");
        course.alarms().forEach(span -> alarms.add(alarm(span)));
        ArrayNode requests = json.putArray("requests");
        course.asked().forEach(asked -> requests.add(request(asked)));
        ArrayNode columns = json.putArray("features");
        course.columns().forEach(tally -> columns.add(column(tally)));
        ArrayNode windows = json.putArray("by_window");
        course.windows().forEach(tally -> windows.add(window(tally)));
        return json;
    }

    private static ObjectNode alarm(AlarmSpan span) {
        ObjectNode json = Json.object();
        json.put("feature", span.column().name());
        json.put("role", span.column().role().name());
        json.put("window", span.label());
        json.set("from", Json.time(span.raised().start()));
        json.put("cleared", span.clearedLabel());
        json.put("reason", span.reason());
        return json;
    }

    private static ObjectNode request(Asked asked) {
        ObjectNode json = Json.object();
        json.set("as_of", Json.time(asked.asOf()));
        json.put("reason", asked.reason().name().toLowerCase(Locale.ROOT));
        json.put("words", asked.words());
        return json;
    }

    private static ObjectNode column(ColumnTally tally) {
        ObjectNode json = Json.object();
        json.put("feature", tally.column().name());
        json.put("role", tally.column().role().name());
        json.put("windows", tally.windows());
        json.put("n", tally.n());
        json.put("drifted", tally.drifted());
        json.put("inconclusive", tally.inconclusive());
        json.put("alarms", tally.alarms());
        return json;
    }

    private static ObjectNode window(WindowTally tally) {
        ObjectNode json = Json.object();
        json.put("window", tally.label());
        json.set("from", Json.time(tally.window().start()));
        json.set("to", Json.time(tally.window().end()));
        json.put("rows", tally.rows());
        json.put("columns", tally.columns());
        json.put("drifted", tally.drifted());
        json.put("inconclusive", tally.inconclusive());
        json.put("raised", tally.raised());
        return json;
    }
}
