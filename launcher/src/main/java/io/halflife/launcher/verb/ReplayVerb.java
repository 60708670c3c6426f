// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.replay.Replay;
import io.halflife.launcher.replay.ReplayOptions;
import io.halflife.launcher.services.Installation;
import io.halflife.launcher.services.JoinedServices;
import io.halflife.launcher.services.Services;
import io.halflife.launcher.services.Workplace;
import io.halflife.launcher.source.WindowChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code halflife replay DIR}: the user's own data, as if time passed. */
final class ReplayVerb implements Verb {

    private static final Set<String> VALUED = Set.of("--window", "--threshold", "--decay-range");
    private static final Set<String> FLAGS = Set.of("--json", "--keep");

    @Override
    public int run(List<String> words, Context context) {
        Options options = Options.read("replay", words, VALUED, FLAGS);
        Path folder = Path.of(options.only("a folder with schema.json and the CSV files"));
        Replay replay =
                Replay.prepare(folder, replayOptions(options), context.console(), context.clock());
        Workplace workplace = context.workplace();
        Optional<JoinedServices> joined = JoinedServices.join(workplace);
        if (joined.isPresent()) {
            try (JoinedServices services = joined.get()) {
                play(replay, services, workplace, options.has("--json"));
            }
            return 0;
        }
        boolean keep = options.has("--keep");
        Services.Scope scope = keep ? Services.Scope.FIXED_PORTS : Services.Scope.FREE_PORTS;
        try (Services services = Services.start(workplace, "replay", scope)) {
            play(replay, services, workplace, options.has("--json"));
            if (keep) {
                Staying.untilInterrupted(services, context.console());
            }
        }
        return 0;
    }

    private static ReplayOptions replayOptions(Options options) {
        return new ReplayOptions(
                options.value("--window").map(ReplayVerb::window).orElse(null),
                options.value("--threshold").map(ReplayVerb::threshold).orElse(null),
                options.value("--decay-range").orElse(""));
    }

    private static WindowChoice window(String text) {
        return WindowChoice.parse(text)
                .orElseThrow(
                        () ->
                                Refusal.usage(
                                        "--window " + text + ": must be " + WindowChoice.FORMS));
    }

    private static ReplayOptions.Threshold threshold(String text) {
        int equals = text.indexOf('=');
        try {
            if (equals > 0) {
                return new ReplayOptions.Threshold(
                        text.substring(0, equals), Double.parseDouble(text.substring(equals + 1)));
            }
        } catch (NumberFormatException e) {
            throw Refusal.usage("--threshold " + text + ": what follows = must be a number");
        }
        throw Refusal.usage("--threshold " + text + ": must be metric=value, as accuracy=0.80");
    }

    private static void play(
            Replay replay, Installation installation, Workplace workplace, boolean asJson) {
        replay.play(installation, workplace.folder().temporary());
        if (asJson) {
            ObjectNode report = replay.report(installation);
            workplace.console().result(report.toString());
        } else {
            replay.summary(installation).forEach(workplace.console()::result);
        }
    }
}
