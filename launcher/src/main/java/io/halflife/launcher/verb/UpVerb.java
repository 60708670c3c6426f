// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.launcher.services.LiveAnalysis;
import io.halflife.launcher.services.Services;
import io.halflife.launcher.services.Workplace;
import java.util.List;
import java.util.Set;

/** {@code halflife up}: all services, on their fixed ports, until Ctrl-C. */
final class UpVerb implements Verb {

    @Override
    public int run(List<String> words, Context context) {
        Options.read("up", words, Set.of(), Set.of()).none();
        Workplace workplace = context.workplace();
        try (Services services = Services.start(workplace, "up", Services.Scope.FIXED_PORTS);
                LiveAnalysis analysis = LiveAnalysis.start(services, context.console())) {
            context.console()
                    .note(
                            "live models are analysed every "
                                    + analysis.every().toMinutes()
                                    + " minutes");
            Staying.untilInterrupted(services, context.console());
        }
        return 0;
    }
}
