// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.story;

import io.halflife.monitor.decay.DecayFit;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What was known after a day of the story was evaluated.
 *
 * @param day of the story
 * @param asOf the evaluation's clock
 * @param alarms columns in alarm
 * @param fitOrNull how the deciding metric decays by then; null before anything was fitted
 * @param requestId the request that this evaluation made; the empty string for none
 */
public record DiaryPage(int day, Instant asOf, long alarms, DecayFit fitOrNull, String requestId) {

    public DiaryPage {
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(requestId, "requestId");
    }

    public Optional<DecayFit> fit() {
        return Optional.ofNullable(fitOrNull);
    }
}
