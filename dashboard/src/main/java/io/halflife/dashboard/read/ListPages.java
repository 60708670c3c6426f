// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Pages of lists that are short enough to be read whole: versions, deployments, requests. */
final class ListPages {

    private ListPages() {}

    /**
     * @param oldestFirst the whole list
     * @param idOf what tells an item from all others, and does not change
     */
    static <T> Page<T> page(
            List<T> oldestFirst, Function<T, String> idOf, PageQuery query, Cursors cursors) {
        List<T> all = new ArrayList<>(oldestFirst);
        if (query.newestFirst()) {
            Collections.reverse(all);
        }
        int from = start(all, idOf, cursors.place(query.cursor()));
        int to = Math.min(all.size(), from + query.limit());
        return new Page<>(
                all.subList(from, to),
                to == all.size()
                        ? Optional.empty()
                        : Optional.of(cursors.next(List.of(idOf.apply(all.get(to - 1))))));
    }

    private static <T> int start(List<T> all, Function<T, String> idOf, List<String> place) {
        if (place.isEmpty()) {
            return 0;
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            if (idOf.apply(all.get(i)).equals(place.get(0))) {
                return i + 1;
            }
        }
        throw Cursors.invalid();
    }
}
