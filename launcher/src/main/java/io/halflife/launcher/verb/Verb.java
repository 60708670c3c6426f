// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import java.util.List;

/** One thing that the launcher does. */
interface Verb {

    /**
     * Does it.
     *
     * @param words what was typed after the verb
     * @return the exit code
     * @throws io.halflife.launcher.console.Refusal with the line that the user sees
     */
    int run(List<String> words, Context context);
}
