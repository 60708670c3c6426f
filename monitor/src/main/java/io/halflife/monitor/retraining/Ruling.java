// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.retraining;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the rule concludes, with its reason in words and the figures behind it.
 *
 * @param evidence figures by name; none is undefined
 */
public record Ruling(Decision decision, String reason, Map<String, Double> evidence) {

    public Ruling {
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(reason, "reason");
        evidence = Map.copyOf(evidence);
    }

    /** The reason of the request that it asks for; empty for none. */
    public Optional<RetrainingReason> asksFor() {
        return switch (decision) {
            case NONE -> Optional.empty();
            case RETRAIN_NOW -> Optional.of(RetrainingReason.DECAY);
            case RETRAIN_PREDICTED -> Optional.of(RetrainingReason.FORECAST);
            case RETRAIN_ON_DRIFT -> Optional.of(RetrainingReason.DRIFT);
        };
    }
}
