// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.requests;

import io.halflife.dashboard.page.Shell;
import java.util.List;
import java.util.Objects;

/**
 * Calls to retrain, newest first.
 *
 * @param withModel whether the list says of which model each is
 * @param ask what a person can ask for here; null where nobody can
 * @param nextHref where the list goes on; the empty string on its last page
 */
public record RequestListPage(
        Shell shell, boolean withModel, List<RequestRow> rows, Ask ask, String nextHref) {

    /**
     * Asking for retraining by hand.
     *
     * @param path that is posted to
     */
    public record Ask(String path, String version, String environment) {}

    public RequestListPage {
        Objects.requireNonNull(shell, "shell");
        rows = List.copyOf(rows);
        Objects.requireNonNull(nextHref, "nextHref");
    }
}
