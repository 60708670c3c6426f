// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.story;

import io.halflife.launcher.demo.world.Drift;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.storage.results.StoredRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** When each thing of the story was found, by the clock of the evaluations. */
final class Course {

    /** A trend this unlikely by chance is a decay: the level that a forecast needs, too. */
    static final double TREND_P = 0.001;

    private final Findings findings;

    Course(Findings findings) {
        this.findings = findings;
    }

    /** The evaluation that raised the first of the alarms of inputs that do drift. */
    Optional<Instant> drift() {
        return Arrays.stream(Drift.values())
                .filter(Drift::raisesAlarm)
                .flatMap(drift -> Alarms.ofFeature(findings, drift.feature()).first().stream())
                .map(DriftResult::window)
                .min(Comparator.naturalOrder())
                .flatMap(window -> evaluationOf(window.start()));
    }

    private Optional<Instant> evaluationOf(Instant windowStart) {
        int day = findings.script().calendar().dayOf(windowStart);
        return findings.diary().stream()
                .filter(page -> page.day() == day)
                .map(DiaryPage::asOf)
                .findFirst();
    }

    /** The evaluation from which on the accuracy was seen to fall. */
    Optional<Instant> decay() {
        Instant since = null;
        for (DiaryPage page : findings.diary()) {
            boolean falls = page.fit().filter(Course::isFalling).isPresent();
            since = falls ? (since == null ? page.asOf() : since) : null;
        }
        return Optional.ofNullable(since);
    }

    private static boolean isFalling(DecayFit fit) {
        return fit.halfLife().isPresent() && fit.slopeP() < TREND_P;
    }

    /** The evaluation that asked first. */
    Optional<Instant> request() {
        return findings.firstRequest().map(stored -> stored.request().asOf());
    }

    /** How long the first call took from its making until it was taken, by the wall clock. */
    Optional<Instant> receipt() {
        return findings.firstRequest()
                .map(StoredRequest::request)
                .flatMap(request -> findings.receipt(request.id()))
                .map(receipt -> receipt.receivedAt());
    }
}
