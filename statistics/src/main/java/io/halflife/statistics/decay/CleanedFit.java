// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A fit without broken windows, and which they are, so that a report can list them.
 *
 * @param fit of the windows that are left
 * @param broken what was left out
 */
public record CleanedFit(ExponentialFit fit, BrokenWindows broken) {

    public CleanedFit {
        Objects.requireNonNull(fit, "fit");
        Objects.requireNonNull(broken, "broken");
    }

    /** All windows stay when there is no fit to hold them against, or none without the broken. */
    static CleanedFit of(
            ExponentialFit all,
            Supplier<double[]> residuals,
            Function<BrokenWindows, ExponentialFit> again) {
        BrokenWindows broken =
                all.isFitted() ? BrokenWindows.among(residuals.get()) : BrokenWindows.NONE;
        if (broken.rows().isEmpty()) {
            return new CleanedFit(all, broken);
        }
        ExponentialFit left = again.apply(broken);
        return left.isFitted()
                ? new CleanedFit(left, broken)
                : new CleanedFit(all, new BrokenWindows(List.of(), broken.suspects()));
    }
}
