// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.story;

import io.halflife.launcher.console.Figures;
import io.halflife.launcher.demo.webhook.Receipt;
import io.halflife.launcher.demo.world.Drift;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.retraining.RetrainingReason;
import io.halflife.storage.results.StoredRequest;
import io.halflife.storage.webhook.Delivery;
import io.halflife.storage.webhook.DeliveryState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether what was simulated was found: each drift and no other, the decay, the forecast before the
 * crossing, the request and its delivery, in this order and with the true figures inside their
 * intervals.
 */
public final class StoryCheck {

    private final Findings findings;
    private final Script script;
    private final List<String> lacks = new ArrayList<>();

    private StoryCheck(Findings findings) {
        this.findings = findings;
        this.script = findings.script();
    }

    /** One line for each thing that did not happen; empty when all of it did. */
    public static List<String> lacks(Findings findings) {
        StoryCheck check = new StoryCheck(findings);
        Arrays.stream(Drift.values()).forEach(check::drift);
        check.falseAlarms();
        check.decay();
        check.request();
        check.order();
        return check.lacks;
    }

    private void require(boolean happened, String otherwise) {
        if (!happened) {
            lacks.add(otherwise);
        }
    }

    private void drift(Drift drift) {
        String drifts = drift.feature() + " drifts from " + day(drift.firstDay()) + " on: ";
        Optional<DriftResult> first =
                drift.raisesAlarm()
                        ? Alarms.ofFeature(findings, drift.feature()).since()
                        : missingSince(drift.feature());
        if (first.isEmpty()) {
            lacks.add(
                    drifts
                            + (drift.raisesAlarm()
                                    ? "it is not in alarm at the end"
                                    : "its missing rate is not flagged at the end"));
            return;
        }
        Instant start = script.calendar().start(drift.firstDay());
        require(
                !first.get().window().start().isBefore(start),
                drifts + "it was found in window " + first.get().label() + " already");
    }

    /** The window from which on the missing rate was flagged in every window. */
    private Optional<DriftResult> missingSince(String feature) {
        DriftResult since = null;
        for (DriftResult test : findings.missing()) {
            if (test.column().role() == Role.FEATURE && test.column().name().equals(feature)) {
                boolean flagged = Boolean.TRUE.equals(test.driftDetected());
                since = flagged ? (since == null ? test : since) : null;
            }
        }
        return Optional.ofNullable(since);
    }

    private void falseAlarms() {
        Set<String> drifting =
                Arrays.stream(Drift.values())
                        .filter(Drift::raisesAlarm)
                        .map(Drift::feature)
                        .collect(Collectors.toSet());
        Set<String> stable =
                findings.verdicts().stream()
                        .filter(verdict -> verdict.column().role() == Role.FEATURE)
                        .map(verdict -> verdict.column().name())
                        .filter(name -> !drifting.contains(name))
                        .collect(Collectors.toCollection(TreeSet::new));
        require(!stable.isEmpty(), "no input was judged that stays as it was");
        for (String name : stable) {
            Alarms.ofFeature(findings, name)
                    .first()
                    .ifPresent(
                            verdict ->
                                    lacks.add(
                                            name
                                                    + " stays as it was: it was in alarm in window "
                                                    + verdict.label()));
        }
    }

    private void decay() {
        Optional<DecayFit> fitted =
                findings.fit().filter(fit -> fit.status() == DecayFit.Status.OK);
        if (fitted.isEmpty() || fitted.get().halfLife().isEmpty()) {
            lacks.add("the decay of " + script.metric() + " was not fitted");
            return;
        }
        DecayFit.Interval rate = fitted.get().rateInterval();
        require(
                rate.low() <= script.law().ratePerDay() && script.law().ratePerDay() <= rate.high(),
                "λ is "
                        + Figures.number(script.law().ratePerDay())
                        + " per day, outside the interval "
                        + Figures.interval(rate.low(), rate.high()));
        Optional<DecayFit.Crossing> crossing = fitted.get().crossingIfAny();
        require(
                crossing.filter(c -> covers(c, script.crossing())).isPresent(),
                script.metric()
                        + " crosses "
                        + script.threshold()
                        + " on "
                        + Figures.date(script.crossing())
                        + ", outside the interval that was fitted");
    }

    private static boolean covers(DecayFit.Crossing crossing, Instant instant) {
        return new Receipt.Forecast(crossing.at(), crossing.low(), crossing.high()).covers(instant);
    }

    private void request() {
        Optional<StoredRequest> first = findings.firstRequest();
        if (first.isEmpty()) {
            lacks.add("no request to retrain was made");
            return;
        }
        StoredRequest request = first.get();
        String name = "request " + request.request().id() + " ";
        require(
                request.request().reason() == RetrainingReason.FORECAST,
                name + "was made for " + request.request().reason().jsonName() + ", not forecast");
        require(
                request.request().asOf().isBefore(script.crossing()),
                name
                        + "was made as of "
                        + Figures.date(request.request().asOf())
                        + ", after the crossing on "
                        + Figures.date(script.crossing()));
        findings.requests().forEach(each -> delivery(each.request().id()));
        findings.receipt(request.request().id()).ifPresent(receipt -> forecast(name, receipt));
    }

    private void forecast(String name, Receipt receipt) {
        Receipt.Forecast forecast = receipt.forecastOrNull();
        require(
                forecast != null && forecast.covers(script.crossing()),
                name
                        + "forecast a crossing "
                        + (forecast == null
                                ? "without a date"
                                : "between "
                                        + Figures.date(forecast.low())
                                        + " and "
                                        + Figures.date(forecast.highOrNull()))
                        + ", not on "
                        + Figures.date(script.crossing()));
    }

    private void delivery(String requestId) {
        String name = "the webhook of request " + requestId + " ";
        require(
                findings.receipt(requestId).isPresent(),
                name + "did not arrive with a signature that fits");
        Optional<Delivery> delivery = findings.delivery(requestId);
        require(
                delivery.filter(d -> d.state() == DeliveryState.DELIVERED).isPresent(),
                name
                        + "is "
                        + delivery.map(d -> d.state().name()).orElse("not known")
                        + ", not DELIVERED");
    }

    private void order() {
        Course course = new Course(findings);
        inOrder("the first alarm", course.drift(), "the decay", course.decay());
        inOrder("the decay", course.decay(), "the request", course.request());
        inOrder(
                "the making of the request",
                findings.firstRequest().map(StoredRequest::createdAt),
                "its delivery",
                course.receipt());
    }

    private void inOrder(
            String earlier, Optional<Instant> first, String later, Optional<Instant> second) {
        require(first.isPresent(), earlier + " was not seen");
        if (first.isPresent() && second.isPresent()) {
            require(
                    !first.get().isAfter(second.get()),
                    earlier
                            + " was seen at "
                            + first.get()
                            + ", after "
                            + later
                            + " at "
                            + second.get());
        }
    }

    private String day(int day) {
        return Figures.date(script.calendar().start(day));
    }
}
