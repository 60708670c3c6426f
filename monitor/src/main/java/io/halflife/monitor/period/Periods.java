// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.period;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.period.Period.Effect;
import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The periods of a model in an environment that were known at a run's clock.
 *
 * <p>Law: what they say of a window depends on the periods alone, never on the run or on the order
 * in which they were set.
 *
 * @param all in the order of their starts
 */
public record Periods(List<Period> all) {

    public static final Periods NONE = new Periods(List.of());

    public Periods {
        all = all.stream().sorted().toList();
    }

    /** What they say about the column in the window; of several of one effect the first. */
    public Marks of(Column column, Window window) {
        if (all.isEmpty()) {
            return Marks.NONE;
        }
        return new Marks(
                reason(Effect.MUTED, window, period -> period.concerns(column)),
                reason(Effect.EXCLUDED, window, period -> period.concerns(column)));
    }

    /** Whether the column's window counts for nothing. */
    public boolean isExcluded(Column column, Window window) {
        return reason(Effect.EXCLUDED, window, period -> period.concerns(column)) != null;
    }

    /** Why the whole window counts for nothing; empty when it counts. */
    public Optional<String> exclusion(Window window) {
        return Optional.ofNullable(reason(Effect.EXCLUDED, window, Period::isOfAllColumns));
    }

    /** Excluded stretches of every column within this one, in order, without overlaps. */
    public List<Window> excludedStretches(Window within) {
        return merged(within, Period::isOfAllColumns);
    }

    /** What is left of a stretch when those of every column are taken out of it, in order. */
    public List<Window> remaining(Window stretch) {
        return without(stretch, excludedStretches(stretch));
    }

    /** What is left of a stretch for one column. */
    public List<Window> remaining(Window stretch, Column column) {
        return without(stretch, merged(stretch, period -> period.concerns(column)));
    }

    private static List<Window> without(Window stretch, List<Window> gaps) {
        List<Window> left = new ArrayList<>();
        Instant from = stretch.start();
        for (Window gap : gaps) {
            if (from.isBefore(gap.start())) {
                left.add(new Window(from, gap.start()));
            }
            from = gap.end();
        }
        if (from.isBefore(stretch.end())) {
            left.add(new Window(from, stretch.end()));
        }
        return left;
    }

    private List<Window> merged(Window within, Predicate<Period> which) {
        List<Window> stretches = new ArrayList<>();
        for (Period period : all) {
            if (period.effect() == Effect.EXCLUDED
                    && which.test(period)
                    && period.touches(within)) {
                add(stretches, clipped(period.stretch(), within));
            }
        }
        return stretches;
    }

    /** Starts rise, so only the newest can touch it. */
    private static void add(List<Window> stretches, Window next) {
        Window last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
        if (last == null || last.end().isBefore(next.start())) {
            stretches.add(next);
        } else if (next.end().isAfter(last.end())) {
            stretches.set(stretches.size() - 1, new Window(last.start(), next.end()));
        }
    }

    private static Window clipped(Window stretch, Window within) {
        return new Window(
                stretch.start().isBefore(within.start()) ? within.start() : stretch.start(),
                stretch.end().isAfter(within.end()) ? within.end() : stretch.end());
    }

    private String reason(Effect effect, Window window, Predicate<Period> which) {
        for (Period period : all) {
            if (period.effect() == effect && which.test(period) && period.touches(window)) {
                return period.reason();
            }
        }
        return null;
    }
}
