// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.calibration;

import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.window.Window;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A column of the reference as each window is compared with it: the whole, or the merge of the
 * slots whose hours the window touches.
 *
 * <p>Law: what a window is compared with depends on the window and the reference alone.
 */
public final class SeasonalReference implements Serializable {

    private static final long serialVersionUID = 1;

    private final ReferenceCut cut;
    private final FeatureProfile whole;
    private final Map<Integer, FeatureProfile> slots;

    /**
     * Of one column.
     *
     * @param slots profiles by slot; not looked at where the cut is pooled
     */
    public SeasonalReference(
            ReferenceCut cut, FeatureProfile whole, Map<Integer, FeatureProfile> slots) {
        this.cut = Objects.requireNonNull(cut, "cut");
        this.whole = Objects.requireNonNull(whole, "whole");
        this.slots = Map.copyOf(slots);
    }

    /** Without values where the reference has none at these hours. */
    public FeatureProfile of(Window window) {
        if (cut.takesAll(window)) {
            return whole;
        }
        return cut.slots(window).stream()
                .flatMap(slot -> Stream.ofNullable(slots.get(slot)))
                .reduce(FeatureProfile::merge)
                .orElseGet(() -> FeatureProfile.empty(whole.column(), whole.kind()));
    }
}
