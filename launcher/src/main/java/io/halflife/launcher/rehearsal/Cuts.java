// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rehearsal;

import io.halflife.launcher.console.Refusal;
import io.halflife.monitor.window.WindowSpec;

/** Whether what was stored by one cut of time can be judged by another. */
final class Cuts {

    private Cuts() {}

    /**
     * @throws Refusal when it cannot, with the reason
     */
    static void requireAlike(WindowSpec stored, WindowSpec wanted) {
        if (!stored.equals(wanted)) {
            throw Refusal.failed(
                    "the file cuts time into "
                            + wanted
                            + ", and what is stored was cut into "
                            + stored
                            + ": tests of other windows cannot be had from the stored ones without"
                            + " their rows; give the file the window of the policy in force, or put"
                            + " the policy and analyze");
        }
    }
}
