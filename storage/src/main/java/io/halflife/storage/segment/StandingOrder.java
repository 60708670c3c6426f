// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.segment;

import io.halflife.monitor.segment.SegmentKey;
import java.util.Comparator;
import java.util.List;

/** The policy's order of keys, then values before the rest, then the most rows first. */
final class StandingOrder implements Comparator<SegmentStanding> {

    private final Comparator<SegmentStanding> order;

    StandingOrder(List<SegmentKey> keys) {
        this.order =
                Comparator.comparing((SegmentStanding s) -> keys.indexOf(s.segment().key()))
                        .thenComparing(s -> s.segment().kind())
                        .thenComparing(SegmentStanding::rows, Comparator.reverseOrder())
                        .thenComparing(s -> s.segment().value());
    }

    @Override
    public int compare(SegmentStanding a, SegmentStanding b) {
        return order.compare(a, b);
    }
}
