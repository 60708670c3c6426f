// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.demo.world.Customer;
import io.halflife.launcher.demo.world.StoryCalendar;
import io.halflife.launcher.demo.world.World;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.SignatureJson;
import java.time.Duration;

/** The model of the demo, and the bodies that tell the collector about it. */
public final class Churn {

    public static final ModelVersion ID = new ModelVersion("churn", "1");
    public static final String ENVIRONMENT = "production";

    /** What decides, and where it is too bad. */
    public static final String METRIC = "accuracy";

    public static final double THRESHOLD = 0.875;

    static final Duration GRACE = Duration.ofHours(1);

    /** After a request nobody is asked again for so long, unless a new artifact is deployed. */
    static final Duration COOL_DOWN = Duration.ofDays(14);

    private static final int TRAINING_DAYS = 180;

    /** SHA-256 of the model's file, had it one. */
    private static final String DIGEST =
            "sha256:5f1c0a3de92b7c64d8f07be1a94c2d3356e8f0b17a6c49d2e3b8507f6ad1c924";

    private Churn() {}

    static ObjectNode model() {
        return Json.object().put("name", ID.model()).put("origin", "demo");
    }

    static ObjectNode version(StoryCalendar calendar) {
        ObjectNode json = Json.object();
        json.put("version", ID.version());
        json.put("task", Task.BINARY_CLASSIFICATION.jsonName());
        json.put("positive_label", World.LEAVES);
        json.putArray("classes").add(World.STAYS).add(World.LEAVES);
        json.put("artifact_digest", DIGEST);
        int trainedUntil = -World.REFERENCE_DAYS;
        ObjectNode training = json.putObject("training_data");
        training.set("start", Json.time(calendar.start(trainedUntil - TRAINING_DAYS)));
        training.set("end", Json.time(calendar.start(trainedUntil)));
        ObjectNode signature = json.putObject("signature");
        signature.set(
                "inputs",
                SignatureJson.write(new Signature(Customer.inputs(), false)).get("inputs"));
        return json;
    }

    static ObjectNode policy() {
        ObjectNode json = Json.object();
        json.putObject("window").put("kind", "calendar").put("unit", "day");
        json.put("grace", GRACE.toString());
        json.putObject("performance")
                .put("metric", METRIC)
                .putObject("threshold")
                .put("absolute", THRESHOLD);
        json.put("cool_down", COOL_DOWN.toString());
        ArrayNode objectives = json.putArray("slos");
        objectives
                .addObject()
                .put("kind", "latency")
                .put("objective", 0.99)
                .put("threshold", "PT0.25S");
        objectives.addObject().put("kind", "availability").put("objective", 0.995);
        return json;
    }

    /** The version was put to work when the story began. */
    static ObjectNode deployment(StoryCalendar calendar) {
        ObjectNode json = Json.object();
        json.put("version", ID.version());
        json.put("environment", ENVIRONMENT);
        json.put("action", "deployed");
        json.set("occurred_at", Json.time(calendar.start(0)));
        json.put("actor", "demo");
        return json;
    }
}
