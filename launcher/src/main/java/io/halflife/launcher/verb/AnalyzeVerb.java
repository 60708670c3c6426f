// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.Console;
import io.halflife.launcher.services.Installation;
import io.halflife.launcher.services.JoinedServices;
import io.halflife.launcher.services.LiveAnalysis;
import io.halflife.launcher.services.Services;
import io.halflife.launcher.services.Workplace;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code halflife analyze}: one evaluation now, or as of a time. */
final class AnalyzeVerb implements Verb {

    private static final Map<String, String> FIELDS =
            Map.of(
                    "--version", "version",
                    "--environment", "environment",
                    "--as-of", "as_of",
                    "--decay-range", "decay_range");

    private static final Set<String> VALUED =
            Set.of("--model", "--version", "--environment", "--as-of", "--decay-range");

    @Override
    public int run(List<String> words, Context context) {
        Options options = Options.read("analyze", words, VALUED, Set.of("--json")).none();
        Workplace workplace = context.workplace();
        Optional<JoinedServices> joined = JoinedServices.join(workplace);
        try (Installation installation =
                joined.isPresent()
                        ? joined.get()
                        : Services.start(workplace, "analyze", Services.Scope.ANALYSIS)) {
            analyze(installation, options, context.console());
        }
        return 0;
    }

    private static void analyze(Installation installation, Options options, Console console) {
        List<String> models =
                options.value("--model")
                        .map(List::of)
                        .orElseGet(() -> LiveAnalysis.liveModels(installation.storage().models()));
        if (models.isEmpty()) {
            console.note("there is no live model; name a replayed one with --model");
        }
        for (String model : models) {
            ObjectNode command = LiveAnalysis.command(model);
            FIELDS.forEach(
                    (name, field) -> options.value(name).ifPresent(v -> command.put(field, v)));
            for (JsonNode run : installation.analyzer().ask(command).path("runs")) {
                console.result(options.has("--json") ? run.toString() : words(run));
            }
        }
    }

    private static String words(JsonNode run) {
        return String.format(
                Locale.ROOT,
                "%s/%s %s as of %s: %,d windows of %,d rows, %,d verdicts, %,d drifted, decision"
                        + " %s (%.1f s)",
                run.path("model").asText(),
                run.path("version").asText(),
                run.path("environment").asText(),
                run.path("as_of").asText(),
                run.path("windows").asLong(),
                run.path("rows").asLong(),
                run.path("verdicts").asLong(),
                run.path("drifted").asLong(),
                run.path("decision").asText(),
                run.path("seconds").asDouble());
    }
}
