// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import io.halflife.monitor.drift.DriftResult;
import java.time.Instant;
import java.util.List;

/** What the runs made of the windows, read off the rows that they stored. */
public final class Recorded {

    private final CourseKeeper keeper;

    /**
     * @param from windows that start here or later are counted
     */
    public Recorded(Instant from) {
        this.keeper = new CourseKeeper(from);
    }

    /** Takes a primary row; windows come in their order. */
    public void add(DriftResult row) {
        keeper.add(row);
    }

    public Course finish(List<Asked> asked) {
        return keeper.course(asked);
    }
}
