// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.rehearsal.AaReport;
import io.halflife.launcher.rehearsal.AaRun;
import io.halflife.launcher.rehearsal.DryRunReport;
import io.halflife.launcher.rehearsal.DryRuns;
import io.halflife.launcher.rehearsal.PolicyFile;
import io.halflife.launcher.services.Installation;
import io.halflife.launcher.services.JoinedServices;
import io.halflife.launcher.services.Services;
import io.halflife.launcher.services.Workplace;
import io.halflife.storage.Storage;
import io.halflife.storage.rehearsal.DryRunJson;
import io.halflife.storage.rehearsal.DryRunResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code halflife analyze --dry-run} and {@code --aa}: a policy over what is stored, or over the
 * model's own reference. Only the database is needed, and nothing is written.
 */
final class Rehearse {

    static final String DRY_RUN = "--dry-run";
    static final String AA = "--aa";

    /** What a run does not take. */
    static final List<String> ONLY = List.of("--policy", "--from", "--to");

    private static final Set<String> VALUED =
            Set.of("--policy", "--model", "--version", "--environment", "--from", "--to");

    private final Options options;

    private Rehearse(Options options) {
        this.options = options;
    }

    static boolean isAsked(List<String> words) {
        return words.contains(DRY_RUN) || words.contains(AA);
    }

    static int run(List<String> words, Context context) {
        Options options =
                Options.read("analyze", words, VALUED, Set.of(DRY_RUN, AA, "--json")).none();
        return new Rehearse(options).run(context);
    }

    private int run(Context context) {
        if (options.has(DRY_RUN) && options.has(AA)) {
            throw Refusal.usage("--dry-run is about production, --aa about the reference: say one");
        }
        String model =
                options.value("--model").orElseThrow(() -> Refusal.usage("say which --model"));
        Optional<PolicyFile> file = options.value("--policy").map(PolicyFile::read);
        if (options.has(DRY_RUN) && file.isEmpty()) {
            throw Refusal.usage("--dry-run needs --policy FILE, the policy to replay");
        }
        if (options.has(AA) && (isSaid("--from") || isSaid("--to"))) {
            throw Refusal.usage("--aa takes the whole reference, not --from and --to");
        }
        Instant from = options.time("--from").orElse(Instant.MIN);
        Instant to = options.time("--to").orElse(Instant.MAX);
        if (!from.isBefore(to)) {
            throw Refusal.usage("--to must be after --from");
        }
        Workplace workplace = context.workplace();
        Optional<JoinedServices> joined = JoinedServices.join(workplace);
        try (Installation installation =
                joined.isPresent()
                        ? joined.get()
                        : Services.start(workplace, "analyze", Services.Scope.DATABASE)) {
            lines(installation.storage(), file, model, from, to).forEach(context.console()::result);
            return 0;
        }
    }

    private boolean isSaid(String name) {
        return options.value(name).isPresent();
    }

    private List<String> lines(
            Storage storage, Optional<PolicyFile> file, String model, Instant from, Instant to) {
        Optional<String> version = options.value("--version");
        Optional<String> environment = options.value("--environment");
        boolean json = options.has("--json");
        if (options.has(AA)) {
            AaReport report = AaRun.of(storage, file, model, version, environment);
            return json ? List.of(report.json().toString()) : report.lines();
        }
        DryRunResult result =
                DryRuns.of(storage, file.orElseThrow(), model, version, environment, from, to);
        return json ? List.of(DryRunJson.write(result).toString()) : DryRunReport.lines(result);
    }
}
