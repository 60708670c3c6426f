// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.launcher.console.Console;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.demo.Demo;
import io.halflife.launcher.demo.story.Findings;
import io.halflife.launcher.services.Installation;
import io.halflife.launcher.services.JoinedServices;
import io.halflife.launcher.services.LiveAnalysis;
import io.halflife.launcher.services.Services;
import io.halflife.launcher.services.Workplace;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code halflife demo}: a simulated model, from its first day to its decay, and on. */
final class DemoVerb implements Verb {

    private static final String EXIT = "--exit";

    @Override
    public int run(List<String> words, Context context) {
        Options options = Options.read("demo", words, Set.of(), Set.of(EXIT)).none();
        boolean stays = !options.has(EXIT);
        Workplace workplace = context.workplace();
        Optional<JoinedServices> joined = JoinedServices.join(workplace);
        if (joined.isPresent()) {
            try (JoinedServices services = joined.get()) {
                return play(services, context, stays);
            }
        }
        try (Services services = Services.start(workplace, "demo", Services.Scope.FIXED_PORTS)) {
            return stays ? stay(services, context) : play(services, context, false);
        }
    }

    /** The services are up like those of {@code up}: live models are watched, too. */
    private static int stay(Services services, Context context) {
        LiveAnalysis analysis = LiveAnalysis.start(services, context.console());
        try {
            return play(services, context, true);
        } finally {
            analysis.close();
        }
    }

    private static int play(Installation installation, Context context, boolean stays) {
        Console console = context.console();
        console.note(
                "the pages, which fill while the days play: " + installation.dashboard() + "/");
        try (Demo demo = Demo.open(installation, console, context.clock())) {
            Findings findings = demo.play();
            demo.text(findings).forEach(console::result);
            List<String> lacks = Demo.lacks(findings);
            lacks.forEach(line -> console.note("did not happen: " + line));
            if (stays) {
                console.note("");
                console.note("one machine, loopback only, no backup · Ctrl-C ends everything");
                demo.goOn(findings);
            }
            return lacks.isEmpty() ? 0 : Refusal.FAILED;
        }
    }
}
