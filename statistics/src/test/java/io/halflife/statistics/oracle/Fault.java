// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

/** A fault of somebody else's code that a test has just shown, for the conformance page. */
public final class Fault {

    private Fault() {}

    /**
     * Enters a fault into the ledger.
     *
     * @param whose library and version
     * @param what the input
     * @param theirs what it answers
     * @param ours what we answer
     * @param why the reason of the difference
     */
    public static void shown(String whose, String what, String theirs, String ours, String why) {
        Ledger.write(
                Ledger.line(SharedFiles.PEERS, "")
                        .put("fault", whose)
                        .put("what", what)
                        .put("theirs", theirs)
                        .put("ours", ours)
                        .put("why", why));
    }
}
