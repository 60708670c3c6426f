// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.replay;

import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.source.FolderCheck;
import io.halflife.launcher.source.ReplayFolder;
import io.halflife.launcher.source.ReplaySchema;
import io.halflife.launcher.source.WindowChoice;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.Violation;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PolicyNames;
import io.halflife.monitor.window.Window;
import io.halflife.storage.json.Parsed;
import io.halflife.storage.json.PolicyJson;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A folder found sound, and everything decided that follows from it before anything is sent.
 *
 * @param policy what will watch the model
 * @param clocks when the model is evaluated, in order
 */
record ReplayPlan(
        ReplayFolder folder,
        FolderCheck check,
        ReplayOptions options,
        MonitoringPolicy policy,
        List<Instant> clocks) {

    static final String ENVIRONMENT = "production";

    ReplayPlan {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(policy, "policy");
        clocks = List.copyOf(clocks);
    }

    /**
     * Reads the folder from end to end.
     *
     * @throws Refusal naming everything that is wrong with it or with the options
     */
    static ReplayPlan of(ReplayFolder folder, ReplayOptions options) {
        WindowChoice windows = options.windowsIfAny().orElse(folder.schema().windows());
        FolderCheck check = folder.check(windows);
        requireKnownRange(options.decayRange(), check);
        Parsed<MonitoringPolicy> policy =
                PolicyJson.parse(
                        RegistrationJson.policy(check.production().spec(), options),
                        folder.schema().task());
        requireNone(policy.violations());
        MonitoringPolicy effective = policy.value();
        requireNone(
                PolicyNames.of(folder.schema().task())
                        .check(List.of(), effective.performance().metric()));
        List<Instant> clocks = check.production().evaluations(effective.grace());
        return new ReplayPlan(folder, check, options, effective, clocks);
    }

    private static void requireNone(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw Refusal.usage(
                    violations.stream().map(ReplayPlan::words).collect(Collectors.joining("\n")));
        }
    }

    private static String words(Violation violation) {
        return "policy " + violation.pointer() + ": " + violation.detail();
    }

    private static void requireKnownRange(String range, FolderCheck check) {
        if (range.isEmpty()) {
            return;
        }
        List<Window> windows = check.production().windows();
        List<String> labels =
                windows.stream().map(w -> check.production().spec().label(w)).toList();
        String[] ends = range.split("\\.\\.", -1);
        boolean known =
                ends.length == 2
                        && labels.contains(ends[0])
                        && labels.indexOf(ends[0]) <= labels.lastIndexOf(ends[1]);
        if (!known) {
            throw Refusal.usage(
                    "--decay-range "
                            + range
                            + ": must be A..B, two windows in order between "
                            + labels.get(0)
                            + " and "
                            + labels.get(labels.size() - 1));
        }
    }

    ReplaySchema schema() {
        return folder.schema();
    }

    ModelVersion id() {
        return folder.schema().id();
    }
}
