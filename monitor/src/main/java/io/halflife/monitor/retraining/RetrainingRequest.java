// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.retraining;

import io.halflife.monitor.model.ModelVersion;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A call to retrain, with the evidence. At most one is open per model and environment.
 *
 * @param id {@code rtr_} and 26 characters that follow from the run, so that a re-run makes no
 *     second request
 * @param asOf the run's clock when it was decided
 * @param reason why
 * @param summary one sentence with the numbers
 * @param evidence figures by name, for example {@code value}, {@code threshold}, {@code labelled}
 */
public record RetrainingRequest(
        String id,
        ModelVersion version,
        String environment,
        Instant asOf,
        RetrainingReason reason,
        String summary,
        Map<String, Double> evidence) {

    public RetrainingRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(summary, "summary");
        evidence = Map.copyOf(evidence);
    }
}
