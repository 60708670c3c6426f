// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.client.ClientSettings;
import io.halflife.client.HalflifeClient;
import io.halflife.client.RequestRefusedException;
import io.halflife.client.SendFailedException;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.importing.ImportOptions;
import io.halflife.launcher.importing.ImportPlan;
import io.halflife.launcher.importing.ImportRun;
import io.halflife.launcher.importing.ImportSummary;
import io.halflife.monitor.settings.SecretFile;
import io.halflife.storage.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code halflife import}: loads files into a running installation. Exit code 0 when every row is
 * there, 1 when some are bad or the server refused, 2 when the command was not understood.
 */
final class ImportVerb implements Verb {

    private static final Set<String> VALUED =
            Set.of(
                    "--url",
                    "--dashboard",
                    "--key-file",
                    "--model",
                    "--version",
                    "--kind",
                    "--environment",
                    "--id",
                    "--time",
                    "--label",
                    "--score",
                    "--value",
                    "--actual",
                    "--actual-value",
                    "--map",
                    "--task",
                    "--positive");
    private static final Set<String> FLAGS =
            Set.of("--dry-run", "--json", "--register", "--freeze");
    private static final int BATCH_ITEMS = 1000;
    private static final int BATCH_BYTES = 4 << 20;

    @Override
    public int run(List<String> words, Context context) {
        Options options = Options.read("import", words, VALUED, FLAGS);
        List<Path> files = options.plain("files to load").stream().map(Path::of).toList();
        URI collector = uri(options, "--url", "http://127.0.0.1:8080");
        String key = options.value("--key-file").map(f -> SecretFile.read(f).strip()).orElse("");
        ImportPlan.Kind kind = ImportOptions.kind(required(options, "--kind"));
        if (options.has("--freeze")
                && (kind != ImportPlan.Kind.REFERENCE || options.has("--dry-run"))) {
            throw Refusal.usage("--freeze is for the rows of a reference that are loaded");
        }
        String model = required(options, "--model");
        String version = kind == ImportPlan.Kind.GROUND_TRUTH ? "" : required(options, "--version");
        Map<String, String> fields = ImportOptions.fields(options::value, kind);
        ImportPlan untyped =
                new ImportPlan(
                        kind,
                        model,
                        version,
                        options.value("--environment").orElse("production"),
                        fields,
                        Map.of());
        ImportRegistration registration =
                ImportRegistration.of(options, untyped, files, context, collector, key);
        ImportPlan plan = version.isEmpty() ? untyped : registration.typed();
        return load(plan, files, options, context, collector, key);
    }

    private static int load(
            ImportPlan plan,
            List<Path> files,
            Options options,
            Context context,
            URI collector,
            String key) {
        boolean dry = options.has("--dry-run");
        try (HalflifeClient client = client(collector, key)) {
            ImportSummary summary =
                    new ImportRun(
                                    plan,
                                    dry ? null : client,
                                    context.distribution().resolve("analyzer"),
                                    context.console())
                            .load(files);
            boolean frozen = options.has("--freeze") && summary.bad() == 0 && freeze(client, plan);
            context.console()
                    .result(
                            options.has("--json")
                                    ? Json.object()
                                            .put("read", summary.read())
                                            .put("accepted", summary.accepted())
                                            .put("duplicates", summary.duplicates())
                                            .put("bad", summary.bad())
                                            .put("pending", summary.pending())
                                            .put("frozen", frozen)
                                            .put("dry_run", dry)
                                            .toString()
                                    : dry
                                            ? summary.read()
                                                    + " rows checked, "
                                                    + summary.bad()
                                                    + " bad; nothing was sent"
                                            : summary.words() + reference(plan, options, frozen));
            return summary.bad() == 0 ? 0 : Refusal.FAILED;
        }
    }

    /** From then on its rows stay as they are, and the next analysis profiles them. */
    private static boolean freeze(HalflifeClient client, ImportPlan plan) {
        try {
            client.call(
                    "PUT",
                    ImportRegistration.versionPath(plan) + "/reference",
                    Json.object().put("kind", "rows").toString());
            return true;
        } catch (RequestRefusedException | SendFailedException e) {
            throw Refusal.failed("the rows are loaded, but not frozen: " + e.getMessage(), e);
        }
    }

    private static String reference(ImportPlan plan, Options options, boolean frozen) {
        if (plan.kind() != ImportPlan.Kind.REFERENCE) {
            return "";
        }
        if (frozen) {
            return "; they are the reference from the next analysis on";
        }
        return options.has("--freeze")
                ? "; not frozen, because some rows are bad"
                : "; nothing is judged by them until they are frozen: say it again with --freeze";
    }

    static HalflifeClient client(URI service, String key) {
        return HalflifeClient.open(
                new ClientSettings(
                        service,
                        key,
                        BATCH_ITEMS,
                        BATCH_BYTES,
                        1 << 10,
                        Duration.ofSeconds(60),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1)));
    }

    private static String required(Options options, String name) {
        return options.value(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> Refusal.usage("import needs " + name));
    }

    static URI uri(Options options, String name, String otherwise) {
        try {
            URI uri = URI.create(options.value(name).orElse(otherwise));
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(name + " must be a URL such as http://127.0.0.1:8080");
        }
        throw Refusal.usage(name + " must be a URL such as http://127.0.0.1:8080");
    }
}
