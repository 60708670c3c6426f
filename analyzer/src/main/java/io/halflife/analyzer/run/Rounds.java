// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.portion.PortionSize;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Which runs are read together: in the order given, as many as fit. A portion that is not its run's
 * last ends its round, for what comes after it has to wait. One thread.
 */
final class Rounds {

    private final Deque<PortionedRun> waiting = new ArrayDeque<>();
    private final PortionSize size;

    Rounds(List<RunPlan> plans, PortionSize size, int profilePoints) {
        this.size = size;
        plans.forEach(plan -> waiting.add(new PortionedRun(plan, size, profilePoints)));
    }

    boolean hasNext() {
        return !waiting.isEmpty();
    }

    List<PortionedRun> next() {
        List<PortionedRun> round = new ArrayList<>();
        PortionSize.Share share = PortionSize.Share.NONE;
        boolean open = true;
        while (open && !waiting.isEmpty()) {
            PortionedRun run = waiting.peek();
            share = share.plus(run.share());
            open = round.isEmpty() || size.fits(share);
            if (open) {
                round.add(waiting.remove());
                open = run.isLast();
            }
        }
        return round;
    }

    /** The run has a further portion, which comes next. */
    void again(PortionedRun run) {
        waiting.addFirst(run);
    }
}
