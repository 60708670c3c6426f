// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.report;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.picture.Picture;
import java.util.List;
import java.util.Objects;

/** A page with its charts drawn. */
public record Illustrated<T>(T page, List<Picture> pictures) {

    public Illustrated {
        Objects.requireNonNull(page, "page");
        pictures = List.copyOf(pictures);
    }

    static <T> Illustrated<T> of(T page, List<Chart> charts) {
        return new Illustrated<>(page, charts.stream().map(Picture::of).toList());
    }
}
