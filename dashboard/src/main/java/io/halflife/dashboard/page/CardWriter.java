// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.ReferenceState;
import io.halflife.storage.results.StoredRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Says in words and figures what was found about one version. */
final class CardWriter {

    private static final Comparator<DriftResult> WORST_FIRST =
            Comparator.<DriftResult, StateMark>comparing(r -> markOf(r))
                    .thenComparing(r -> Double.isNaN(r.effect()) ? 0 : -r.effect())
                    .thenComparing(DriftResult::column);

    private final RegisteredModel model;
    private final RegisteredVersion version;
    private final String environment;
    private final MonitoringPolicy policy;

    CardWriter(
            RegisteredModel model,
            RegisteredVersion version,
            String environment,
            MonitoringPolicy policy) {
        this.model = model;
        this.version = version;
        this.environment = environment;
        this.policy = policy;
    }

    /** What the analyzer found; lists may be empty. */
    record Findings(
            AnalysisRun run,
            Optional<ReferenceState> reference,
            List<DriftResult> verdicts,
            List<PerformanceValue> performance,
            List<DecayFit> decay,
            List<StoredRequest> requests) {}

    /** A model of which no run exists yet. */
    static ModelCard waiting(
            RegisteredModel model,
            List<RegisteredVersion> versions,
            Function<RegisteredVersion, String> referenceOf) {
        if (versions.isEmpty()) {
            return unjudged(model, "", "no version is registered yet", List.of());
        }
        RegisteredVersion newest = versions.get(versions.size() - 1);
        return unjudged(
                model,
                newest.definition().id().version(),
                "not analysed yet: a verdict needs a frozen reference and a closed window",
                List.of(new Fact("Reference", referenceOf.apply(newest))));
    }

    private static ModelCard unjudged(
            RegisteredModel model, String version, String sentence, List<Fact> facts) {
        return new ModelCard(
                model.name(),
                version,
                "",
                badge(model),
                StateMark.INCONCLUSIVE,
                sentence,
                "",
                List.of(),
                0,
                facts);
    }

    ModelCard card(Findings found) {
        List<DriftResult> sorted = found.verdicts().stream().sorted(WORST_FIRST).toList();
        int shown = Math.min(sorted.size(), ModelCard.ROWS_MAX);
        return new ModelCard(
                model.name(),
                version.definition().id().version(),
                environment,
                badge(model),
                sorted.isEmpty() ? StateMark.INCONCLUSIVE : markOf(sorted.get(0)),
                sentence(sorted),
                rule(),
                sorted.subList(0, shown).stream().map(CardWriter::row).toList(),
                sorted.size() - shown,
                facts(found));
    }

    private static String badge(RegisteredModel model) {
        return switch (model.origin()) {
            case LIVE -> "";
            case REPLAY -> "replayed";
            case DEMO -> "demo";
        };
    }

    private static StateMark markOf(DriftResult result) {
        return StateMark.of(result.alarmState(), result.verdict());
    }

    private static String sentence(List<DriftResult> verdicts) {
        if (verdicts.isEmpty()) {
            return "no window has been judged yet";
        }
        List<String> parts = new ArrayList<>();
        for (StateMark mark : StateMark.values()) {
            long n = verdicts.stream().filter(r -> markOf(r) == mark).count();
            if (n > 0) {
                parts.add(Figures.count(n) + " " + mark.word());
            }
        }
        return Figures.counted(verdicts.size(), "column")
                + " in window "
                + verdicts.get(0).label()
                + ": "
                + String.join(", ", parts);
    }

    private static VerdictRow row(DriftResult result) {
        return new VerdictRow(
                result.column().name(),
                result.column().role().name().toLowerCase(Locale.ROOT),
                result.test(),
                Figures.number(result.statistic(), 3),
                Figures.p(result.pAdjusted()),
                Figures.number(result.effect(), 3),
                Figures.count(result.nReference()) + " / " + Figures.count(result.n()),
                result.verdict().name(),
                markOf(result),
                markOf(result) == StateMark.CLEAR ? "" : result.reason());
    }

    private String rule() {
        return "The newest window against the reference, worst first. A column has drifted when its"
                + " adjusted p is at most "
                + Figures.number(policy.drift().q(), 3)
                + " and its effect at least "
                + Figures.number(policy.drift().effectFloor(), 3)
                + ", or more where the reference's own windows differ more.";
    }

    private List<Fact> facts(Findings found) {
        String metric = policy.performance().metric();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Performance", FactWriter.performance(metric, found.performance())));
        facts.add(new Fact("Decay", FactWriter.decay(metric, found.decay())));
        facts.add(new Fact("Decision", FactWriter.decision(found.run())));
        FactWriter.openRequest(found.requests())
                .ifPresent(text -> facts.add(new Fact("Open request", text)));
        facts.add(new Fact("Reference", reference(found.reference())));
        facts.add(new Fact("As of", Figures.minute(found.run().asOf())));
        return facts;
    }

    static String reference(Optional<ReferenceState> reference) {
        return reference
                .map(
                        r ->
                                switch (r.state()) {
                                    case "COLLECTING" -> "rows are being collected, not frozen yet";
                                    case "FROZEN" ->
                                            Figures.counted(r.rows(), "row")
                                                    + ", frozen, not profiled yet";
                                    default -> Figures.counted(r.rows(), "row");
                                })
                .orElse("none: post reference rows and freeze them");
    }
}
