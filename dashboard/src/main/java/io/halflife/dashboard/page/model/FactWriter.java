// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.model;

import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.PerformanceWords;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PerformanceSettings;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.ReferenceState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the figures of the page rest on. */
final class FactWriter {

    private final WatchedModel watched;
    private final Clock clock;

    FactWriter(WatchedModel watched, Clock clock) {
        this.watched = watched;
        this.clock = clock;
    }

    List<Fact> facts(Optional<ReferenceState> reference, Optional<Span> span, DecayFit fit) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Reference", reference(reference, span)));
        facts.add(new Fact("As of", asOf()));
        facts.add(new Fact("Policy", policy()));
        facts.add(new Fact("Threshold", threshold()));
        facts.add(new Fact("Training data", training()));
        if (fit != null && fit.exposure() != null) {
            facts.add(new Fact("Exposure, since put to work", origin(fit, fit.exposure())));
        }
        if (fit != null && fit.age() != null) {
            facts.add(new Fact("Age, since its data ended", origin(fit, fit.age())));
        }
        watched.run().ifPresent(run -> facts.add(new Fact("Decision", decision(run))));
        return facts;
    }

    /** First and last event time of a reference. */
    record Span(Instant first, Instant last) {}

    private static String reference(Optional<ReferenceState> reference, Optional<Span> span) {
        if (reference.isEmpty()) {
            return "none: post reference rows and freeze them";
        }
        String rows = Figures.counted(reference.get().rows(), "row");
        String words =
                switch (reference.get().state()) {
                    case "COLLECTING" -> "rows are being collected, not frozen yet";
                    case "FROZEN" -> frozen(reference.get(), rows);
                    case "FAILED" -> "could not be profiled: put another one";
                    default -> reference.get().rows() == 0 ? "the windows before" : rows;
                };
        return words
                + span.map(s -> ", " + Figures.day(s.first()) + " to " + Figures.day(s.last()))
                        .orElse("");
    }

    /** The rows of a past stretch are counted when it is profiled. */
    private static String frozen(ReferenceState reference, String rows) {
        return (reference.rows() == 0 ? "" : rows + ", ") + "frozen, not profiled yet";
    }

    private String asOf() {
        if (watched.run().isEmpty()) {
            return "not analysed yet";
        }
        Instant asOf = watched.run().get().asOf();
        String age =
                watched.model().origin() == RegisteredModel.Origin.LIVE
                        ? ", " + Figures.ago(Duration.between(asOf, clock.instant()))
                        : ", by the clock of its " + watched.badge() + " data";
        return Figures.minute(asOf) + age;
    }

    private String policy() {
        MonitoringPolicy policy = watched.policy();
        String revision = watched.revision() == 0 ? "defaults" : "revision " + watched.revision();
        return revision
                + "; drift at adjusted p ≤ "
                + Figures.number(policy.drift().q(), 2)
                + " and effect ≥ "
                + Figures.number(policy.drift().effectFloor(), 2)
                + ", alarm at "
                + policy.drift().k()
                + " of "
                + policy.drift().m()
                + " windows; forecasts look "
                + Figures.counted(policy.decay().horizon().toDays(), "day")
                + " ahead";
    }

    private String threshold() {
        PerformanceSettings settings = watched.policy().performance();
        String metric = Figures.metric(settings.metric());
        PerformanceSettings.Threshold threshold = settings.threshold();
        if (threshold instanceof PerformanceSettings.Ratio ratio) {
            return Figures.number(ratio.ratio(), 2) + " × the reference's " + metric;
        }
        return metric + " " + Figures.number(threshold.resolve(Double.NaN).orElse(Double.NaN), 3);
    }

    private String training() {
        VersionDefinition.TrainingData data = watched.version().definition().training();
        if (data.end() == null) {
            return "period not stated";
        }
        String start = data.start() == null ? "until " : Figures.day(data.start()) + " to ";
        return start + Figures.day(data.end());
    }

    private String origin(DecayFit fit, DecayFit.Origin origin) {
        Instant until = watched.run().map(AnalysisRun::asOf).orElseGet(clock::instant);
        long days = Math.max(0, Duration.between(origin.start(), until).toDays());
        return Figures.counted(days, "day")
                + " since "
                + Figures.day(origin.start())
                + (Double.isFinite(origin.initial()) && fit.status() == DecayFit.Status.OK
                        ? "; the fit began at " + Figures.number(origin.initial(), 3)
                        : "");
    }

    private static String decision(AnalysisRun run) {
        String word = PerformanceWords.decision(run.decision());
        return run.decisionReason().isEmpty() ? word : word + ": " + run.decisionReason();
    }
}
