// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

/**
 * What became of the rows: read = accepted + duplicates + bad, unless nothing was to be sent.
 *
 * @param pending labels whose prediction is not there yet; they are accepted
 */
public record ImportSummary(long read, long accepted, long duplicates, long bad, long pending) {

    /** In words, for people. */
    public String words() {
        return read
                + " rows: "
                + accepted
                + " loaded, "
                + duplicates
                + " were there already, "
                + bad
                + " bad"
                + (pending > 0 ? "; " + pending + " labels wait for their prediction" : "");
    }
}
