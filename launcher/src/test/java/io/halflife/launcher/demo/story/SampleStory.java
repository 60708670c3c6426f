// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.story;

import io.halflife.launcher.demo.webhook.Receipt;
import io.halflife.launcher.demo.world.DecayLaw;
import io.halflife.launcher.demo.world.Drift;
import io.halflife.launcher.demo.world.StoryCalendar;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.retraining.RetrainingReason;
import io.halflife.monitor.retraining.RetrainingRequest;
import io.halflife.monitor.window.Window;
import io.halflife.storage.results.StoredRequest;
import io.halflife.storage.webhook.Delivery;
import io.halflife.storage.webhook.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A story that went as it was simulated; a test spoils one thing of it. */
final class SampleStory {

    static final Script SCRIPT =
            new Script(
                    new StoryCalendar(LocalDate.of(2026, 3, 1)), DecayLaw.DEMO, "accuracy", 0.875);
    static final Instant MADE = Instant.parse("2026-07-01T10:00:00Z");
    static final String REQUEST = "rtr_0123";
    static final String STABLE = "tenure_months";

    private static final int DAYS = StoryCalendar.DAYS;
    private static final int LATER = 7;

    final List<DiaryPage> diary = new ArrayList<>();
    final List<DriftResult> verdicts = new ArrayList<>();
    final List<DriftResult> missing = new ArrayList<>();
    final List<StoredRequest> requests = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();
    final List<Receipt> receipts = new ArrayList<>();

    SampleStory() {
        for (int day = 0; day < DAYS; day++) {
            diary.add(page(day, day < 40 ? null : fit(SCRIPT.law().ratePerDay(), 1e-6, 100)));
        }
        for (Drift drift : Drift.values()) {
            for (int day = 0; day < DAYS; day++) {
                boolean drifts = day >= drift.firstDay() + LATER;
                if (drift.raisesAlarm()) {
                    verdicts.add(verdict(drift.feature(), day, drifts));
                } else {
                    missing.add(missing(drift.feature(), day, drifts));
                }
            }
        }
        for (int day = 0; day < DAYS; day++) {
            verdicts.add(verdict(STABLE, day, false));
        }
        requests.add(request(RetrainingReason.FORECAST, 90));
        deliveries.add(delivery(DeliveryState.DELIVERED));
        receipts.add(receipt(95, 105));
    }

    Findings findings() {
        return new Findings(
                SCRIPT,
                new Findings.Counts(12_000, 120_000, 116_000),
                diary,
                verdicts,
                missing,
                "nothing to decide",
                requests,
                deliveries,
                receipts);
    }

    static DiaryPage page(int day, DecayFit fit) {
        return new DiaryPage(
                day, SCRIPT.calendar().evaluation(day, Duration.ofHours(1)), 0, fit, "");
    }

    static DecayFit fit(double rate, double slopeP, double crossingDay) {
        return new DecayFit(
                "accuracy",
                "all",
                DecayFit.Status.OK,
                "",
                90,
                SCRIPT.calendar().atAge(0),
                0.92,
                rate,
                new DecayFit.Interval(0.8 * rate, 1.2 * rate),
                new DecayFit.Interval(1100, 1700),
                1,
                slopeP,
                new DecayFit.Crossing(
                        0.875,
                        SCRIPT.calendar().atAge(crossingDay),
                        SCRIPT.calendar().atAge(crossingDay - 8),
                        SCRIPT.calendar().atAge(crossingDay + 8)),
                null,
                null,
                null,
                null);
    }

    static DriftResult verdict(String feature, int day, boolean alarm) {
        return result(
                feature,
                day,
                true,
                alarm,
                alarm ? Verdict.DRIFTED : Verdict.STABLE,
                alarm ? AlarmState.ALARM : AlarmState.CLEAR);
    }

    static DriftResult missing(String feature, int day, boolean flagged) {
        return result(feature, day, false, flagged, null, null);
    }

    private static DriftResult result(
            String feature,
            int day,
            boolean primary,
            boolean detected,
            Verdict verdict,
            AlarmState state) {
        Window window = new Window(SCRIPT.calendar().start(day), SCRIPT.calendar().start(day + 1));
        return new DriftResult(
                window,
                window.start().toString().substring(0, 10),
                new Column(Role.FEATURE, feature),
                primary ? "ks" : "missing_rate",
                primary,
                1,
                12_000,
                900,
                100,
                0.05,
                0.001,
                Double.NaN,
                -3,
                0.01,
                0.2,
                detected,
                verdict,
                state,
                "",
                Map.of(),
                List.of());
    }

    static StoredRequest request(RetrainingReason reason, int day) {
        return new StoredRequest(
                new RetrainingRequest(
                        REQUEST,
                        new ModelVersion("churn", "1"),
                        "production",
                        SCRIPT.calendar().start(day),
                        reason,
                        "accuracy will cross 0.875",
                        Map.of()),
                "SENT",
                MADE,
                MADE.plus(Duration.ofDays(1)));
    }

    static Delivery delivery(DeliveryState state) {
        return new Delivery(
                "msg_1",
                "whe_1",
                "http://127.0.0.1:1/retraining",
                "retraining.requested",
                REQUEST,
                state,
                null,
                1,
                204,
                null,
                MADE.plusMillis(300),
                null,
                state == DeliveryState.DELIVERED ? MADE.plusMillis(400) : null,
                MADE,
                null);
    }

    static Receipt receipt(int lowDay, int highDay) {
        return new Receipt(
                "msg_1",
                "retraining.requested",
                REQUEST,
                new Receipt.Forecast(
                        SCRIPT.calendar().atAge((lowDay + highDay) / 2.0),
                        SCRIPT.calendar().atAge(lowDay),
                        SCRIPT.calendar().atAge(highDay)),
                MADE.plusMillis(350));
    }
}
