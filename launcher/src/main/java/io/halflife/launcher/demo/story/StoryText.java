// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.story;

import io.halflife.launcher.console.Figures;
import io.halflife.launcher.console.TextTable;
import io.halflife.launcher.demo.world.Drift;
import io.halflife.launcher.demo.world.StoryCalendar;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Role;
import io.halflife.storage.results.StoredRequest;
import io.halflife.storage.webhook.Delivery;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The story in lines for a terminal. Every figure stands with its unit and its n. */
public final class StoryText {

    private static final String INDENT = "  ";

    private final Findings findings;
    private final Script script;
    private final List<String> lines = new ArrayList<>();

    private StoryText(Findings findings) {
        this.findings = findings;
        this.script = findings.script();
    }

    /**
     * Tells it.
     *
     * @param pages where the dashboard is
     */
    public static List<String> lines(Findings findings, String model, URI pages) {
        StoryText text = new StoryText(findings);
        text.beginning();
        text.inputs();
        text.decay();
        text.requests();
        text.places(model, pages);
        return text.lines;
    }

    private void beginning() {
        Instant first = script.calendar().start(0);
        Instant last = script.calendar().start(StoryCalendar.DAYS - 1);
        lines.add("");
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%s to %s: %,d predictions and %,d labels in %,d daily windows,",
                        Figures.date(first),
                        Figures.date(last),
                        findings.counts().predictions(),
                        findings.counts().labels(),
                        findings.diary().size()));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "held against a reference of %,d rows from the days before.",
                        findings.counts().reference()));
    }

    private void inputs() {
        title("The world moved");
        TextTable table =
                new TextTable(
                        1, 1, List.of("input", "in alarm since", "effect", "adjusted p", "n", ""));
        for (Drift drift : Drift.values()) {
            if (drift.raisesAlarm()) {
                Alarms alarms = Alarms.ofFeature(findings, drift.feature());
                alarms.since().ifPresent(s -> table.add(row(drift, s, alarms.newest().orElse(s))));
            }
        }
        if (table.isEmpty()) {
            lines.add(INDENT + "No input is in alarm.");
        } else {
            table.lines().forEach(line -> lines.add(INDENT + line));
            lines.add(INDENT + lastWindowWords());
        }
        Arrays.stream(Drift.values()).filter(d -> !d.raisesAlarm()).forEach(this::missing);
        others();
    }

    private static List<String> row(Drift drift, DriftResult since, DriftResult newest) {
        return List.of(
                drift.feature(),
                since.label(),
                Figures.number(newest.effect()),
                Figures.probability(newest.pAdjusted()),
                Figures.count(newest.n()),
                drift.words());
    }

    private String lastWindowWords() {
        DriftResult last = findings.verdicts().get(findings.verdicts().size() - 1);
        return "Effect, p and n are those of window "
                + last.label()
                + " against "
                + Figures.count(last.nReference())
                + " reference rows; an effect below 0.1 would not count.";
    }

    private void missing(Drift drift) {
        findings.missing().stream()
                .filter(test -> test.column().role() == Role.FEATURE)
                .filter(test -> test.column().name().equals(drift.feature()))
                .reduce((earlier, later) -> later)
                .ifPresent(
                        test -> {
                            long rows = test.n() + test.missing();
                            double share = test.missing() / (double) rows;
                            lines.add(
                                    INDENT
                                            + String.format(
                                                    Locale.ROOT,
                                                    "%s is missing in %.1f %% of %,d rows, %.1f %%"
                                                            + " in the reference (p %s): %s.",
                                                    drift.feature(),
                                                    100 * share,
                                                    rows,
                                                    100 * (share - test.statistic()),
                                                    Figures.probability(test.p()),
                                                    drift.words()));
                        });
    }

    private void others() {
        List<String> drifting = Arrays.stream(Drift.values()).map(Drift::feature).toList();
        List<String> others =
                findings.verdicts().stream()
                        .filter(verdict -> verdict.column().role() == Role.FEATURE)
                        .map(verdict -> verdict.column().name())
                        .filter(name -> !drifting.contains(name))
                        .distinct()
                        .toList();
        long alarmed =
                others.stream()
                        .filter(name -> Alarms.ofFeature(findings, name).first().isPresent())
                        .count();
        lines.add(
                INDENT
                        + "Of the other "
                        + others.size()
                        + " inputs, "
                        + (alarmed == 0 ? "none" : Long.toString(alarmed))
                        + " was in alarm in any of "
                        + Figures.count(findings.diary().size())
                        + " windows.");
    }

    private void decay() {
        title("The model wore off");
        Optional<DecayFit> found = findings.fit().filter(fit -> fit.halfLife().isPresent());
        if (found.isEmpty()) {
            lines.add(INDENT + "No decay was fitted.");
            return;
        }
        DecayFit fit = found.get();
        lines.add(
                INDENT
                        + String.format(
                                Locale.ROOT,
                                "%s was %.4f on %s and falls by %.4f %% a day (95 %%: %.4f to %.4f),",
                                fit.metric(),
                                fit.initial(),
                                Figures.date(fit.t0()),
                                100 * fit.ratePerDay(),
                                100 * fit.rateInterval().low(),
                                100 * fit.rateInterval().high()));
        lines.add(
                INDENT
                        + "a half-life of "
                        + Figures.days(fit.halfLife().orElseThrow())
                        + " (95 %: "
                        + Figures.days(fit.halfLifeInterval().low())
                        + " to "
                        + Figures.days(fit.halfLifeInterval().high())
                        + "), by "
                        + Figures.count(fit.windows())
                        + " windows whose labels are known.");
        fit.crossingIfAny().ifPresent(this::crossing);
        lines.add(INDENT + "Now: " + findings.decision() + ".");
    }

    private void crossing(DecayFit.Crossing crossing) {
        lines.add(
                INDENT
                        + "It meets its threshold of "
                        + script.threshold()
                        + " on "
                        + Figures.date(crossing.at())
                        + " (95 %: "
                        + Figures.date(crossing.low())
                        + " to "
                        + Figures.date(crossing.high())
                        + "); simulated was "
                        + Figures.date(script.crossing())
                        + " at "
                        + String.format(Locale.ROOT, "%.4f", 100 * script.law().ratePerDay())
                        + " % a day.");
    }

    private void requests() {
        title("Halflife asked for a new one");
        if (findings.requests().isEmpty()) {
            lines.add(INDENT + "No request was made.");
        }
        findings.requests().forEach(this::request);
    }

    private void request(StoredRequest stored) {
        lines.add(
                INDENT
                        + "as of "
                        + stored.request().asOf().truncatedTo(ChronoUnit.MINUTES)
                        + ", "
                        + stored.request().reason().jsonName()
                        + ": "
                        + stored.request().summary());
        lines.add(INDENT + INDENT + deliveryWords(stored));
    }

    private String deliveryWords(StoredRequest stored) {
        Optional<Delivery> delivery = findings.delivery(stored.request().id());
        if (delivery.isEmpty()) {
            return stored.request().id() + " was not received";
        }
        Instant received = findings.receipt(stored.request().id()).orElseThrow().receivedAt();
        int attempts = delivery.get().attempts();
        return String.format(
                Locale.ROOT,
                "%s received at %s after %.1f s, in %d %s, signature verified",
                stored.request().id(),
                received.truncatedTo(ChronoUnit.SECONDS),
                Duration.between(stored.createdAt(), received).toMillis() / 1000.0,
                attempts,
                attempts == 1 ? "attempt" : "attempts");
    }

    private void places(String model, URI pages) {
        title("See it");
        String page = pages + "/models/" + model;
        lines.add(INDENT + page + "  drift, decay, latency on one axis");
        lines.add(INDENT + page + "/drift  every input");
        lines.add(INDENT + page + "/retraining  requests and their deliveries");
    }

    private void title(String words) {
        lines.add("");
        lines.add(words);
    }
}
