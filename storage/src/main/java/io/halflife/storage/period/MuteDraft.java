// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.period;

import io.halflife.monitor.period.Period.Effect;
import io.halflife.monitor.window.Window;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What somebody wants of a period.
 *
 * @param environment the empty string: every environment
 * @param features sorted, each once; empty: every column
 */
public record MuteDraft(
        Effect effect, Window stretch, String environment, List<String> features, String reason) {

    public MuteDraft {
        Objects.requireNonNull(effect, "effect");
        Objects.requireNonNull(stretch, "stretch");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(reason, "reason");
        features = List.copyOf(new TreeSet<>(features));
    }

    /** Whether two are one period: what they are for may be said in other words. */
    boolean isSamePeriod(MuteDraft other) {
        return effect == other.effect
                && stretch.equals(other.stretch)
                && environment.equals(other.environment)
                && features.equals(other.features);
    }
}
