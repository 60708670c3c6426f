// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.analyzer.run.RunSummary;
import io.halflife.storage.json.Json;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The lines of output. */
public final class Answers {

    private static final int ERROR_CHARS_MAX = 500;

    private Answers() {}

    /** The first line: commands are read from now on. */
    public static ObjectNode ready(Duration took) {
        return ok().put("ready", true).put("seconds", seconds(took));
    }

    static ObjectNode ok() {
        return Json.object().put("ok", true);
    }

    /** What came of an analysis. */
    public static ObjectNode runs(List<RunSummary> runs) {
        ObjectNode answer = ok();
        ArrayNode list = answer.putArray("runs");
        runs.forEach(run -> list.add(run(run)));
        return answer;
    }

    private static ObjectNode run(RunSummary run) {
        ObjectNode json = Json.object();
        json.put("model", run.version().model());
        json.put("version", run.version().version());
        json.put("environment", run.environment());
        json.set("as_of", Json.time(run.asOf()));
        json.put("windows", run.windows());
        json.put("rows", run.rows());
        json.put("verdicts", run.verdicts());
        json.put("drifted", run.drifted());
        json.put("alarms", run.alarms());
        json.put("decision", run.decision());
        json.put("request_id", run.requestId().orElse(null));
        return json.put("seconds", seconds(run.took()));
    }

    /** Why a command failed, in one line: what the database said, else the deepest cause. */
    public static ObjectNode failure(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        String message = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getName());
        String line = message.strip().lines().findFirst().orElse("");
        return Json.object()
                .put("ok", false)
                .put("error", line.substring(0, Math.min(line.length(), ERROR_CHARS_MAX)));
    }

    private static double seconds(Duration took) {
        return took.toMillis() / 1000.0;
    }
}
