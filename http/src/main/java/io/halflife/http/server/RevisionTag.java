// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;

/** The ETag of what has numbered revisions: the number of the one in force, in quotes. */
public final class RevisionTag {

    private RevisionTag() {}

    public static String of(int revision) {
        return "\"" + revision + "\"";
    }

    /**
     * The revision that a writer saw.
     *
     * @param ifMatch null where the writer does not care
     * @param any the answer then
     * @throws ProblemException 412 for a tag that is none of ours: it cannot be the one in force
     */
    public static int expected(String ifMatch, int any) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return any;
        }
        if (!ifMatch.strip().matches("\"[0-9]{1,9}\"")) {
            throw new ProblemException(changed());
        }
        return Integer.parseInt(ifMatch.strip().replace("\"", ""));
    }

    /** The answer to a writer who saw another one. */
    public static Problem changed() {
        return Problem.of(
                412, "etag_mismatch", "another revision is in force; read it, then decide again");
    }
}
