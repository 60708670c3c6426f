// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.analyzer.block.Failures;
import io.halflife.analyzer.portion.RunProgress;
import io.halflife.analyzer.run.RunException;
import io.halflife.analyzer.run.RunSummary;
import io.halflife.storage.json.Json;
import java.time.Duration;
import java.util.List;

/** The lines of output. */
public final class Answers {

    private Answers() {}

    /** The first line: commands are read from now on. */
    public static ObjectNode ready(Duration took) {
        return ok().put("ready", true).put("seconds", seconds(took));
    }

    /** It is done, and there is nothing to say about it. */
    public static ObjectNode ok() {
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

    /** How far a run of many windows is: a line before the answer. */
    public static ObjectNode progress(RunProgress progress) {
        ObjectNode line = Json.object();
        ObjectNode json = line.putObject("progress");
        json.put("model", progress.version().model());
        json.put("version", progress.version().version());
        json.put("environment", progress.environment());
        json.set("as_of", Json.time(progress.asOf()));
        json.put("windows", progress.windows());
        json.put("windows_total", progress.windowsTotal());
        json.put("rows", progress.rows());
        json.put("seconds", seconds(progress.took()));
        return line;
    }

    /** Why a command failed; {@code busy} when nothing but another analyzer is in the way. */
    public static ObjectNode failure(Throwable failure) {
        ObjectNode answer = Json.object().put("ok", false);
        answer.put("error", Failures.inOneLine(failure));
        if (failure instanceof RunException run && run.isBusy()) {
            answer.put("busy", true);
        }
        return answer;
    }

    private static double seconds(Duration took) {
        return took.toMillis() / 1000.0;
    }
}
