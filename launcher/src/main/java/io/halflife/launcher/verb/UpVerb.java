// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.launcher.services.LiveAnalysis;
import io.halflife.launcher.services.Services;
import io.halflife.launcher.services.Workplace;
import java.util.List;
import java.util.Set;

/** {@code halflife up}: all services, on their fixed ports, until Ctrl-C. */
final class UpVerb implements Verb {

    private static final String REQUIRE_KEYS = "--require-keys";

    /** The services' own switch; here its absence means true. */
    private static final String DEVELOPMENT = "HALFLIFE_DEV";

    @Override
    public int run(List<String> words, Context context) {
        Options options = Options.read("up", words, Set.of(), Set.of(REQUIRE_KEYS)).none();
        boolean requireKeys =
                options.has(REQUIRE_KEYS)
                        || context.environment().getOrDefault(DEVELOPMENT, "").equals("false");
        Workplace workplace = context.workplace();
        try (Services services =
                        Services.start(workplace, "up", Services.Scope.FIXED_PORTS, requireKeys);
                LiveAnalysis analysis = LiveAnalysis.start(services, context.console())) {
            context.console()
                    .note(
                            "live models are analysed every "
                                    + analysis.every().toMinutes()
                                    + " minutes");
            if (requireKeys) {
                context.console()
                        .note(
                                "every door needs an API key, pages too: halflife keys create"
                                        + " --name … --scopes …");
            }
            Staying.untilInterrupted(services, context.console());
        }
        return 0;
    }
}
