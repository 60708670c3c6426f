// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import java.util.List;
import java.util.Set;

/** {@code halflife version}. */
final class VersionVerb implements Verb {

    @Override
    public int run(List<String> words, Context context) {
        Options.read("version", words, Set.of(), Set.of()).none();
        context.console()
                .result(
                        "halflife "
                                + context.version()
                                + " (Java "
                                + System.getProperty("java.version")
                                + ")");
        return 0;
    }
}
