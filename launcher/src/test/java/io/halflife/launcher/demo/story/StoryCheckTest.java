// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.launcher.demo.webhook.Receipt;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.retraining.RetrainingReason;
import io.halflife.storage.webhook.DeliveryState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Spoils one thing at a time: each must be named, and nothing else. */
class StoryCheckTest {

    private final SampleStory story = new SampleStory();

    private void assertLacks(String... lines) {
        assertEquals(List.of(lines), StoryCheck.lacks(story.findings()));
    }

    @Test
    void storyAsSimulated_lacksNothing() {
        assertLacks();
    }

    @Test
    void nothingFound_namesEverything() {
        story.diary.clear();
        story.verdicts.clear();
        story.missing.clear();
        story.requests.clear();

        assertLacks(
                "monthly_charge drifts from 2026-03-11 on: it is not in alarm at the end",
                "payment_method drifts from 2026-03-17 on: it is not in alarm at the end",
                "device drifts from 2026-03-25 on: it is not in alarm at the end",
                "satisfaction_score drifts from 2026-04-04 on: its missing rate is not flagged at"
                        + " the end",
                "no input was judged that stays as it was",
                "the decay of accuracy was not fitted",
                "no request to retrain was made",
                "the first alarm was not seen",
                "the decay was not seen",
                "the making of the request was not seen");
    }

    @Test
    void alarmThatEnded_isNamed() {
        story.verdicts.removeIf(v -> v.column().name().equals("device"));
        story.verdicts.add(SampleStory.verdict("device", 80, true));
        story.verdicts.add(SampleStory.verdict("device", 119, false));

        assertLacks("device drifts from 2026-03-25 on: it is not in alarm at the end");
    }

    @Test
    void alarmBeforeItsDrift_isNamed() {
        story.verdicts.replaceAll(
                v ->
                        v.column().name().equals("payment_method")
                                ? v.withAlarmState(AlarmState.ALARM)
                                : v);

        assertLacks(
                "payment_method drifts from 2026-03-17 on: it was found in window 2026-03-01"
                        + " already");
    }

    @Test
    void alarmOfAStableInput_isNamed() {
        story.verdicts.add(SampleStory.verdict(SampleStory.STABLE, 60, true));

        assertLacks("tenure_months stays as it was: it was in alarm in window 2026-04-30");
    }

    @Test
    void missingRateFlaggedTooEarly_isNamed() {
        story.missing.replaceAll(
                m -> SampleStory.missing(m.column().name(), dayOf(m.window().start()), true));

        assertLacks(
                "satisfaction_score drifts from 2026-04-04 on: it was found in window 2026-03-01"
                        + " already");
    }

    private static int dayOf(java.time.Instant start) {
        return SampleStory.SCRIPT.calendar().dayOf(start);
    }

    @Test
    void rateOutsideItsInterval_isNamed() {
        lastFit(0.001, 100);

        assertLacks("λ is 5.00e-04 per day, outside the interval 8.00e-04 to 0.0012");
    }

    @Test
    void crossingOutsideItsInterval_isNamed() {
        lastFit(0.0005, 110);

        assertLacks("accuracy crosses 0.875 on 2026-06-09, outside the interval that was fitted");
    }

    private void lastFit(double rate, double crossingDay) {
        story.diary.set(119, SampleStory.page(119, SampleStory.fit(rate, 1e-6, crossingDay)));
    }

    @Test
    void requestForAnotherReason_isNamed() {
        story.requests.set(0, SampleStory.request(RetrainingReason.DECAY, 90));

        assertLacks("request rtr_0123 was made for decay, not forecast");
    }

    @Test
    void requestAfterTheCrossing_isNamed() {
        story.requests.set(0, SampleStory.request(RetrainingReason.FORECAST, 102));

        assertLacks("request rtr_0123 was made as of 2026-06-11, after the crossing on 2026-06-09");
    }

    @Test
    void forecastThatMissesTheCrossing_isNamed() {
        story.receipts.set(0, SampleStory.receipt(92, 99));

        assertLacks(
                "request rtr_0123 forecast a crossing between 2026-06-01 and 2026-06-08, not on"
                        + " 2026-06-09");
    }

    @Test
    void forecastWithoutAnEnd_covers() {
        Receipt.Forecast open = SampleStory.receipt(95, 99).forecastOrNull();
        story.receipts.set(0, with(new Receipt.Forecast(open.at(), open.low(), null), 350));

        assertLacks();
    }

    private static Receipt with(Receipt.Forecast forecast, long afterMillis) {
        return new Receipt(
                "msg_1",
                "retraining.requested",
                SampleStory.REQUEST,
                forecast,
                SampleStory.MADE.plusMillis(afterMillis));
    }

    @Test
    void callThatDidNotArrive_isNamed() {
        story.receipts.clear();

        assertLacks(
                "the webhook of request rtr_0123 did not arrive with a signature that fits",
                "the webhook of request rtr_0123 is not known, not DELIVERED");
    }

    @Test
    void callThatIsDead_isNamed() {
        story.deliveries.set(0, SampleStory.delivery(DeliveryState.DEAD));

        assertLacks("the webhook of request rtr_0123 is DEAD, not DELIVERED");
    }

    @Test
    void deliveryBeforeTheRequest_isNamed() {
        Receipt.Forecast forecast = story.receipts.get(0).forecastOrNull();
        story.receipts.set(0, with(forecast, -Duration.ofMinutes(1).toMillis()));

        assertLacks(
                "the making of the request was seen at 2026-07-01T10:00:00Z, after its delivery at"
                        + " 2026-07-01T09:59:00Z");
    }

    @Test
    void decayBeforeAnyAlarm_isNamed() {
        story.diary.replaceAll(
                page -> SampleStory.page(page.day(), SampleStory.fit(0.0005, 1e-6, 100)));

        assertLacks(
                "the first alarm was seen at 2026-03-19T01:00:00Z, after the decay at"
                        + " 2026-03-02T01:00:00Z");
    }
}
