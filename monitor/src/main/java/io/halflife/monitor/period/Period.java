// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.period;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.window.Window;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * A stretch of event time that somebody set apart, and why.
 *
 * <p>A window belongs to it as soon as the two share an instant: an outage of an hour spoils its
 * day.
 *
 * @param id what people call it by; also the order of periods that begin together
 * @param stretch half-open
 * @param features names of the features that it is about; empty: every column, outputs and label
 *     too
 * @param reason in words, shown wherever the period has an effect
 */
public record Period(long id, Effect effect, Window stretch, Set<String> features, String reason)
        implements Comparable<Period> {

    private static final Comparator<Period> ORDER =
            Comparator.comparing(Period::stretch).thenComparingLong(Period::id);

    /** What becomes of the windows of a period. */
    public enum Effect {
        /** They are judged and count, but raise no alarm and ask for nothing. */
        MUTED,
        /** They are judged, but enter no reference, no fit and no count of drifting windows. */
        EXCLUDED;

        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Period {
        Objects.requireNonNull(effect, "effect");
        Objects.requireNonNull(stretch, "stretch");
        Objects.requireNonNull(reason, "reason");
        features = Set.copyOf(features);
    }

    public boolean isOfAllColumns() {
        return features.isEmpty();
    }

    boolean concerns(Column column) {
        return isOfAllColumns()
                || (column.role() == Role.FEATURE && features.contains(column.name()));
    }

    boolean touches(Window window) {
        return stretch.start().isBefore(window.end()) && window.start().isBefore(stretch.end());
    }

    @Override
    public int compareTo(Period other) {
        return ORDER.compare(this, other);
    }
}
