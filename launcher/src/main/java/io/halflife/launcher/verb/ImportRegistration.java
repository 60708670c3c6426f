// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.client.HalflifeClient;
import io.halflife.client.RequestRefusedException;
import io.halflife.client.SendFailedException;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.importing.ImportPlan;
import io.halflife.launcher.importing.InferredVersion;
import io.halflife.monitor.model.Task;
import io.halflife.storage.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The types of a version's features: as they are registered, or, with {@code --register}, as all
 * rows have them; then the version is registered before the first row is loaded.
 */
record ImportRegistration(
        Options options,
        ImportPlan plan,
        List<Path> files,
        Context context,
        URI collector,
        String key) {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    /** Refuses what {@code --register} cannot do. */
    static ImportRegistration of(
            Options options,
            ImportPlan plan,
            List<Path> files,
            Context context,
            URI collector,
            String key) {
        boolean register = options.has("--register");
        if (register && plan.kind() == ImportPlan.Kind.GROUND_TRUTH) {
            throw Refusal.usage("--register goes with predictions or reference rows");
        }
        boolean stated =
                options.value("--task").isPresent() || options.value("--positive").isPresent();
        if (stated && !register) {
            throw Refusal.usage("--task and --positive go with --register");
        }
        return new ImportRegistration(options, plan, files, context, collector, key);
    }

    /** The plan with the types of the features. */
    ImportPlan typed() {
        Optional<Map<String, Boolean>> registered = registered();
        return registered.isPresent()
                ? new ImportPlan(
                        plan.kind(),
                        plan.model(),
                        plan.version(),
                        plan.environment(),
                        plan.fields(),
                        registered.get())
                : register();
    }

    private String versionPath() {
        return versionPath(plan);
    }

    static String versionPath(ImportPlan plan) {
        return "/v1/models/"
                + HalflifeClient.encoded(plan.model())
                + "/versions/"
                + HalflifeClient.encoded(plan.version());
    }

    /** Which features are numeric, as the read API tells it; empty when it is to be registered. */
    private Optional<Map<String, Boolean>> registered() {
        URI dashboard =
                ImportVerb.uri(options, "--dashboard", "http://" + collector.getHost() + ":8090");
        try (HalflifeClient client = ImportVerb.client(dashboard, key)) {
            Map<String, Boolean> numeric = new HashMap<>();
            JsonNode body = Json.read(client.call("GET", versionPath(), null).body());
            for (JsonNode input : body.path("signature").path("inputs")) {
                numeric.put(
                        input.path("name").asText(),
                        input.path("feature_type").asText().equals("numeric"));
            }
            return Optional.of(numeric);
        } catch (RequestRefusedException e) {
            if (e.status() == NOT_FOUND && options.has("--register")) {
                return Optional.empty();
            }
            throw Refusal.failed(
                    "the signature of "
                            + plan.model()
                            + " version "
                            + plan.version()
                            + " cannot be read from "
                            + dashboard
                            + ": "
                            + e.getMessage()
                            + (e.status() == NOT_FOUND
                                    ? "; --register makes one from the rows"
                                    : ""),
                    e);
        } catch (SendFailedException e) {
            throw Refusal.failed(
                    "no dashboard answers at " + dashboard + "; say --dashboard URL", e);
        }
    }

    private ImportPlan register() {
        InferredVersion inferred =
                InferredVersion.of(plan, files, context.distribution().resolve("analyzer"));
        ObjectNode version =
                inferred.json(
                        options.value("--task").map(ImportRegistration::task),
                        options.value("--positive"));
        boolean dry = options.has("--dry-run");
        context.console()
                .note(
                        (dry ? "would register " : "registers ")
                                + plan.model()
                                + " version "
                                + plan.version()
                                + ": "
                                + words(version));
        if (!dry) {
            post(version);
        }
        return inferred.typed();
    }

    private static Task task(String name) {
        return Task.ofJsonName(name)
                .orElseThrow(
                        () ->
                                Refusal.usage(
                                        "--task is one of "
                                                + Arrays.stream(Task.values())
                                                        .map(Task::jsonName)
                                                        .collect(Collectors.joining(", "))));
    }

    private static String words(ObjectNode version) {
        StringBuilder words = new StringBuilder(version.path("task").asText());
        if (version.has("positive_label")) {
            words.append(", positive is ").append(version.path("positive_label").asText());
        }
        for (JsonNode input : version.path("signature").path("inputs")) {
            words.append("; ").append(input.path("name").asText());
            words.append(' ').append(input.path("type").asText());
        }
        return words.toString();
    }

    /** A model that is there already is the one that is meant. */
    private void post(ObjectNode version) {
        try (HalflifeClient client = ImportVerb.client(collector, key)) {
            ObjectNode model = Json.object().put("name", plan.model());
            try {
                client.call("POST", "/v1/models", model.toString());
            } catch (RequestRefusedException e) {
                if (e.status() != CONFLICT) {
                    throw e;
                }
            }
            String path = "/v1/models/" + HalflifeClient.encoded(plan.model()) + "/versions";
            client.call("POST", path, version.toString());
        } catch (RequestRefusedException | SendFailedException e) {
            throw Refusal.failed("the version cannot be registered: " + e.getMessage(), e);
        }
    }
}
