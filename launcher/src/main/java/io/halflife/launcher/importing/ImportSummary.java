// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

/**
 * What became of the rows: read = accepted + duplicates + bad, unless nothing was to be sent.
 *
 * @param pending labels that no prediction was found for at once; they are accepted
 * @param timed whether any label carried a time
 */
public record ImportSummary(
        long read, long accepted, long duplicates, long bad, long pending, boolean timed) {

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
                + waiting();
    }

    private String waiting() {
        if (pending == 0) {
            return "";
        }
        return timed
                ? "; "
                        + pending
                        + " labels wait for a prediction of their id and time: the time of a label"
                        + " is that of its prediction, or is left out"
                : "; " + pending + " labels carry no time: the next analysis finds theirs by id";
    }
}
