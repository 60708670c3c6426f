// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rehearsal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.TextTable;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.rehearsal.AlarmSpan;
import io.halflife.monitor.rehearsal.Asked;
import io.halflife.monitor.rehearsal.Course;
import io.halflife.monitor.window.Window;
import io.halflife.storage.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What a policy would have made of the windows, beside what the policy in force made of them.
 *
 * @param revision of the policy in force
 * @param windows that were counted
 * @param span from the first to the last of them
 */
public record DryRunReport(
        ModelVersion version,
        String environment,
        int revision,
        long windows,
        Optional<Window> span,
        Course rehearsed,
        Course inForce,
        List<String> notes) {

    public DryRunReport {
        notes = List.copyOf(notes);
    }

    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("model", version.model());
        json.put("version", version.version());
        json.put("environment", environment);
        json.put("policy_revision", revision);
        json.put("windows", windows);
        json.set("from", Json.time(span.map(Window::start).orElse(null)));
        json.set("to", Json.time(span.map(Window::end).orElse(null)));
        json.set("rehearsed", json(rehearsed));
        json.set("in_force", json(inForce));
        ArrayNode array = json.putArray("notes");
        notes.forEach(array::add);
        return json;
    }

    private static ObjectNode json(Course course) {
        ObjectNode json = Json.object();
        json.put("verdicts", course.verdicts());
        json.put("raw", course.raw());
        json.put("drifted", course.drifted());
        json.put("inconclusive", course.inconclusive());
        ArrayNode alarms = json.putArray("alarms");
        course.alarms().forEach(span -> alarms.add(json(span)));
        ArrayNode requests = json.putArray("requests");
        course.asked().forEach(asked -> requests.add(json(asked)));
        return json;
    }

    private static ObjectNode json(AlarmSpan span) {
        ObjectNode json = Json.object();
        json.put("feature", span.column().name());
        json.put("role", span.column().role().name());
        json.put("window", span.label());
        json.set("from", Json.time(span.raised().start()));
        json.put("cleared", span.clearedLabel());
        json.put("reason", span.reason());
        return json;
    }

    private static ObjectNode json(Asked asked) {
        ObjectNode json = Json.object();
        json.set("as_of", Json.time(asked.asOf()));
        json.put("reason", asked.reason().name().toLowerCase(Locale.ROOT));
        json.put("words", asked.words());
        return json;
    }

    /** For people, line by line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                version
                        + " "
                        + environment
                        + ": "
                        + windows
                        + " windows"
                        + span.map(s -> " from " + s.start() + " to " + s.end()).orElse("")
                        + "; nothing is written");
        TextTable table =
                new TextTable(1, 0, List.of("", "the file", "in force, revision " + revision));
        row(table, "columns judged", Course::verdicts);
        row(table, "raw p below alpha", Course::raw);
        row(table, "drifted", Course::drifted);
        row(table, "inconclusive", Course::inconclusive);
        row(table, "alarms", course -> course.alarms().size());
        row(table, "requests", course -> course.asked().size());
        lines.addAll(table.lines());
        addAll(lines, "by the file", rehearsed);
        addAll(lines, "in force", inForce);
        notes.forEach(note -> lines.add("note: " + note));
        return lines;
    }

    private void row(TextTable table, String name, ToLongFunction<Course> figure) {
        table.add(
                List.of(
                        name,
                        String.format(Locale.ROOT, "%,d", figure.applyAsLong(rehearsed)),
                        String.format(Locale.ROOT, "%,d", figure.applyAsLong(inForce))));
    }

    private static void addAll(List<String> lines, String whose, Course course) {
        for (AlarmSpan span : course.alarms()) {
            lines.add(
                    whose
                            + ": ▲ "
                            + span.column().name()
                            + " from "
                            + span.label()
                            + (span.cleared() == null ? ", standing" : " to " + span.clearedLabel())
                            + ": "
                            + span.reason());
        }
        for (Asked asked : course.asked()) {
            lines.add(
                    whose
                            + ": retraining asked as of "
                            + asked.asOf()
                            + " ("
                            + asked.reason().name().toLowerCase(Locale.ROOT)
                            + "): "
                            + asked.words());
        }
    }
}
