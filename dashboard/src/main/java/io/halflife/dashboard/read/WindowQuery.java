// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.Violation;
import java.util.List;
import java.util.Objects;

/**
 * A read that goes by windows.
 *
 * @param page the filters and the page
 * @param allCuts also windows that earlier policies cut otherwise than the one of the newest run
 */
public record WindowQuery(PageQuery page, boolean allCuts) {

    public WindowQuery {
        Objects.requireNonNull(page, "page");
    }

    /**
     * The query with its parameter {@code cut}: current, the default, or all.
     *
     * @param cut null where it is not given
     * @throws ProblemException 422 for another word
     */
    public static WindowQuery of(PageQuery page, String cut) {
        if (cut != null && !cut.equals("current") && !cut.equals("all")) {
            throw new ProblemException(
                    Problems.invalid(
                            List.of(
                                    new Violation(
                                            "/cut",
                                            "invalid_enum",
                                            "cut must be current or all"))));
        }
        return new WindowQuery(page, "all".equals(cut));
    }

    /** What a cursor is bound to beside the page's filters. */
    String path(String path) {
        return allCuts ? path + "?cut=all" : path;
    }
}
