// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.AnalysisProgress;
import io.halflife.launcher.console.Console;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.missing.MissingReference;
import io.halflife.launcher.missing.UnknownModel;
import io.halflife.launcher.services.Analyzer;
import io.halflife.launcher.services.Installation;
import io.halflife.launcher.services.JoinedServices;
import io.halflife.launcher.services.LiveAnalysis;
import io.halflife.launcher.services.Services;
import io.halflife.launcher.services.Workplace;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.storage.Storage;
import io.halflife.storage.json.Json;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code halflife analyze}: one evaluation now, or as of a time. A replayed or demo model has a
 * clock of its own: without a time it is evaluated again as of its last.
 */
final class AnalyzeVerb implements Verb {

    private static final Map<String, String> FIELDS =
            Map.of(
                    "--version", "version",
                    "--environment", "environment",
                    "--as-of", "as_of",
                    "--decay-range", "decay_range");

    private static final Set<String> VALUED =
            Set.of(
                    "--model",
                    "--version",
                    "--environment",
                    "--as-of",
                    "--decay-range",
                    "--policy",
                    "--from",
                    "--to");

    /** Those of a rehearsal are not for a run; they are known so that they can be suggested. */
    private static final Set<String> FLAGS = Set.of("--json", Rehearse.DRY_RUN, Rehearse.AA);

    @Override
    public int run(List<String> words, Context context) {
        if (Rehearse.isAsked(words)) {
            return Rehearse.run(words, context);
        }
        Options options = Options.read("analyze", words, VALUED, FLAGS).none();
        requireSense(options);
        Workplace workplace = context.workplace();
        Optional<JoinedServices> joined = JoinedServices.join(workplace);
        try (Installation installation =
                joined.isPresent()
                        ? joined.get()
                        : Services.start(workplace, "analyze", Services.Scope.ANALYSIS)) {
            return analyze(installation, options, context.console());
        }
    }

    /** Before anything is started. */
    private static void requireSense(Options options) {
        for (String name : Rehearse.ONLY) {
            if (options.value(name).isPresent()) {
                throw Refusal.usage(name + " is for --dry-run and --aa: say one of them, too");
            }
        }
        if (options.value("--version").isPresent() && options.value("--model").isEmpty()) {
            throw Refusal.usage("--version is that of a model: say which --model, too");
        }
        options.time("--as-of");
        options.value("--decay-range").ifPresent(AnalyzeVerb::requireRange);
    }

    /** Labels sort as their windows do. */
    private static void requireRange(String text) {
        String[] ends = text.split("\\.\\.", -1);
        if (ends.length != 2 || ends[0].isEmpty() || ends[0].compareTo(ends[1]) > 0) {
            throw Refusal.usage(
                    "--decay-range must be two window labels A..B, the earlier one first, as"
                            + " 2026-01..2026-03");
        }
    }

    private static int analyze(Installation installation, Options options, Console console) {
        List<String> models =
                options.value("--model")
                        .map(List::of)
                        .orElseGet(() -> LiveAnalysis.liveModels(installation.storage().models()));
        if (models.isEmpty()) {
            console.note("there is no live model; name a replayed one with --model");
            return 0;
        }
        long failures =
                models.stream().filter(m -> !analyze(installation, m, options, console)).count();
        return failures == 0 ? 0 : Refusal.FAILED;
    }

    /** One model that fails keeps no other from its results. False when it failed. */
    private static boolean analyze(
            Installation installation, String model, Options options, Console console) {
        try {
            ObjectNode command = command(installation.storage(), model, options);
            JsonNode runs = ask(installation.analyzer(), command, console).path("runs");
            if (runs.isEmpty()) {
                throw Refusal.failed(nothing(installation.storage(), model, options));
            }
            for (JsonNode run : runs) {
                console.result(options.has("--json") ? run.toString() : words(run));
                if (run.path("windows").asLong() > 0 && run.path("verdicts").asLong() == 0) {
                    missingReference(installation.storage(), run).ifPresent(console::note);
                }
            }
            return true;
        } catch (Refusal e) {
            console.note("halflife: " + e.getMessage());
            return false;
        }
    }

    private static ObjectNode ask(Analyzer analyzer, ObjectNode command, Console console) {
        try (AnalysisProgress progress = new AnalysisProgress(console)) {
            return analyzer.ask(command.put("progress", true), progress::show);
        }
    }

    private static ObjectNode command(Storage storage, String model, Options options) {
        ObjectNode command = LiveAnalysis.command(model);
        FIELDS.forEach((name, field) -> options.value(name).ifPresent(v -> command.put(field, v)));
        RegisteredModel known =
                storage.models()
                        .find(model)
                        .orElseThrow(() -> UnknownModel.refusal(storage, model));
        boolean hasOwnClock = known.origin() != RegisteredModel.Origin.LIVE;
        if (hasOwnClock && options.value("--as-of").isEmpty()) {
            command.set("as_of", Json.time(lastClock(storage, known)));
        }
        return command;
    }

    private static Instant lastClock(Storage storage, RegisteredModel model) {
        return storage.models().versions(model.modelId()).stream()
                .flatMap(
                        version ->
                                environments(storage, version).stream()
                                        .map(e -> new VersionScope(version.versionId(), e)))
                .flatMap(scope -> storage.results().latestRun(scope).stream())
                .map(AnalysisRun::asOf)
                .max(Comparator.naturalOrder())
                .orElseThrow(
                        () ->
                                Refusal.failed(
                                        model.name()
                                                + " is no live model and was never analysed: say"
                                                + " --as-of"));
    }

    private static List<String> environments(Storage storage, RegisteredVersion version) {
        return storage.models().environments(version.versionId());
    }

    /** Why nothing was judged, where it is for want of a reference. */
    private static Optional<String> missingReference(Storage storage, JsonNode run) {
        ModelVersion id =
                new ModelVersion(run.path("model").asText(), run.path("version").asText());
        return storage.models()
                .version(id)
                .flatMap(version -> MissingReference.words(storage, version));
    }

    private static String nothing(Storage storage, String model, Options options) {
        Set<String> known = new TreeSet<>();
        storage.models()
                .find(model)
                .map(m -> storage.models().versions(m.modelId()))
                .orElse(List.of())
                .forEach(version -> known.addAll(environments(storage, version)));
        String version = options.value("--version").map(v -> " version " + v).orElse("");
        if (known.isEmpty()) {
            return "there is no prediction of " + model + version + " yet";
        }
        return "there is no prediction of "
                + model
                + version
                + options.value("--environment").map(e -> " in environment " + e).orElse("")
                + "; the model has some in "
                + String.join(", ", known);
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
