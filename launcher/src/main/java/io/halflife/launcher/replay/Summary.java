// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.replay;

import io.halflife.launcher.console.Figures;
import io.halflife.launcher.console.TextTable;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.decay.PerformanceDirections;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.results.StoredRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What a replay found, in lines for a terminal. Every figure stands with its unit and its n. */
final class Summary {

    private static final int DRIFTED_SHOWN = 5;

    private final ReplayPlan plan;
    private final Findings findings;
    private final List<String> lines = new ArrayList<>();

    Summary(ReplayPlan plan, Findings findings) {
        this.plan = plan;
        this.findings = findings;
    }

    List<String> lines() {
        lines.add(
                plan.id()
                        + " · "
                        + Figures.count(plan.check().production().rows())
                        + " predictions, "
                        + Figures.count(plan.check().production().labels())
                        + " labels in "
                        + Figures.count(plan.check().production().windows().size())
                        + " windows · reference of "
                        + Figures.count(plan.check().referenceRows())
                        + " rows");
        addDrift();
        addPerformance();
        addDecay();
        addRequests();
        return lines;
    }

    private void addDrift() {
        lines.add("");
        lines.add("Drift: columns that drifted, by effect (0 none, 1 all; ▲ alarm, ◆ watch)");
        Map<String, List<DriftResult>> byWindow =
                findings.primaryDrift().stream()
                        .collect(
                                Collectors.groupingBy(
                                        DriftResult::label,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        TextTable table = new TextTable(1, 1, List.of("window", "n", "drifted", "largest effects"));
        byWindow.forEach((label, results) -> table.add(driftRow(label, results)));
        lines.addAll(table.isEmpty() ? List.of("no window was evaluated") : table.lines());
    }

    private static List<String> driftRow(String label, List<DriftResult> results) {
        List<DriftResult> drifted =
                results.stream()
                        .filter(r -> r.verdict() == Verdict.DRIFTED)
                        .sorted(Comparator.comparingDouble(DriftResult::effect).reversed())
                        .toList();
        long n = results.stream().mapToLong(r -> r.n() + r.missing()).max().orElse(0);
        String words =
                drifted.stream()
                        .limit(DRIFTED_SHOWN)
                        .map(Summary::driftWords)
                        .collect(Collectors.joining(", "));
        String more = drifted.size() > DRIFTED_SHOWN ? ", …" : "";
        return List.of(
                label, Figures.count(n), drifted.size() + " of " + results.size(), words + more);
    }

    private static String driftWords(DriftResult result) {
        String mark = result.alarmState() == AlarmState.ALARM ? " ▲" : " ◆";
        return result.column().name() + " " + Figures.number(result.effect()) + mark;
    }

    private List<String> metrics() {
        String decisive = plan.policy().performance().metric();
        List<String> usual =
                switch (plan.schema().task()) {
                    case BINARY_CLASSIFICATION -> List.of("accuracy", "roc_auc", "f1");
                    case MULTICLASS_CLASSIFICATION -> List.of("macro_f1", "accuracy");
                    case REGRESSION -> List.of("mae", "rmse", "r2");
                };
        List<String> metrics = new ArrayList<>(List.of(decisive));
        usual.stream().filter(m -> !m.equals(decisive)).forEach(metrics::add);
        return metrics;
    }

    private void addPerformance() {
        List<String> metrics = metrics();
        lines.add("");
        lines.add(
                "Performance"
                        + (plan.schema().task() == Task.REGRESSION ? ", in the label's unit" : "")
                        + ": "
                        + thresholdWords());
        List<String> header = new ArrayList<>(List.of("window", "n", "labelled", metrics.get(0)));
        header.add("95 % interval");
        header.addAll(metrics.subList(1, metrics.size()));
        header.add("");
        TextTable table = new TextTable(1, 1, header);
        addPerformanceRow(table, "reference", findings.referencePerformance(), metrics, false);
        findings.performance().stream()
                .filter(v -> !v.estimated())
                .collect(
                        Collectors.groupingBy(
                                PerformanceValue::label, LinkedHashMap::new, Collectors.toList()))
                .forEach((label, values) -> addPerformanceRow(table, label, values, metrics, true));
        lines.addAll(table.isEmpty() ? List.of("no labels") : table.lines());
    }

    private void addPerformanceRow(
            TextTable table,
            String label,
            List<PerformanceValue> values,
            List<String> metrics,
            boolean judged) {
        Map<String, PerformanceValue> byMetric =
                values.stream()
                        .collect(Collectors.toMap(PerformanceValue::metric, v -> v, (a, b) -> a));
        PerformanceValue decisive = byMetric.get(metrics.get(0));
        if (decisive == null) {
            return;
        }
        List<String> row = new ArrayList<>();
        row.add(label);
        row.add(Figures.count(decisive.n()));
        row.add(Figures.count(decisive.labelled()));
        row.add(Figures.number(decisive.value()));
        row.add(Figures.interval(decisive.low(), decisive.high()));
        for (String metric : metrics.subList(1, metrics.size())) {
            PerformanceValue value = byMetric.get(metric);
            row.add(value == null ? Figures.UNKNOWN : Figures.number(value.value()));
        }
        row.add(judged && isTooBad(decisive) ? "too bad" : "");
        table.add(row);
    }

    private boolean isTooBad(PerformanceValue value) {
        OptionalDouble threshold = threshold();
        if (threshold.isEmpty() || Double.isNaN(value.value())) {
            return false;
        }
        return PerformanceDirections.lowerIsBetter(value.metric())
                ? value.value() > threshold.getAsDouble()
                : value.value() < threshold.getAsDouble();
    }

    private OptionalDouble threshold() {
        String metric = plan.policy().performance().metric();
        double reference =
                findings.referencePerformance().stream()
                        .filter(v -> v.metric().equals(metric))
                        .mapToDouble(PerformanceValue::value)
                        .findFirst()
                        .orElse(Double.NaN);
        return plan.policy().performance().threshold().resolve(reference);
    }

    private String thresholdWords() {
        String metric = plan.policy().performance().metric();
        OptionalDouble threshold = threshold();
        if (threshold.isEmpty()) {
            return "no threshold, because the reference has no " + metric;
        }
        String side = PerformanceDirections.lowerIsBetter(metric) ? " above " : " below ";
        return metric + side + Figures.number(threshold.getAsDouble()) + " is too bad";
    }

    private void addDecay() {
        lines.add("");
        lines.add("Decay: value · e^(-λ·days)");
        String decisive = plan.policy().performance().metric();
        List<DecayFit> fits =
                findings.decay().stream()
                        .filter(f -> metrics().contains(f.metric()))
                        .sorted(
                                Comparator.comparing((DecayFit f) -> !f.metric().equals(decisive))
                                        .thenComparing(DecayFit::metric)
                                        .thenComparing(DecayFit::range))
                        .toList();
        fits.forEach(fit -> lines.add(decayWords(fit)));
        if (fits.isEmpty()) {
            lines.add("nothing was fitted");
        }
    }

    private static String decayWords(DecayFit fit) {
        String start =
                fit.metric()
                        + ", "
                        + fit.range()
                        + " ("
                        + fit.windows()
                        + " windows): "
                        + fit.status();
        String reason = fit.reason().isEmpty() ? "" : " · " + fit.reason();
        if (Double.isNaN(fit.ratePerDay())) {
            return start + reason;
        }
        String rate =
                " · "
                        + Figures.number(fit.initial())
                        + " on "
                        + Figures.date(fit.t0())
                        + ", λ "
                        + Figures.number(fit.ratePerDay())
                        + " per day";
        return start + rate + halfLifeWords(fit) + crossingWords(fit) + reason;
    }

    private static String halfLifeWords(DecayFit fit) {
        Optional<Double> halfLife = fit.halfLife();
        if (halfLife.isEmpty()) {
            return ", not getting worse";
        }
        boolean error = PerformanceDirections.lowerIsBetter(fit.metric());
        return (error ? ", doubles in " : ", half-life ") + Figures.days(halfLife.get());
    }

    private static String crossingWords(DecayFit fit) {
        return fit.crossingIfAny()
                .map(
                        c ->
                                ", crosses "
                                        + Figures.number(c.threshold())
                                        + " on "
                                        + Figures.date(c.at())
                                        + " (95 %: "
                                        + Figures.date(c.low())
                                        + " to "
                                        + Figures.date(c.high())
                                        + ")")
                .orElse("");
    }

    private void addRequests() {
        lines.add("");
        lines.add("Requests to retrain: " + findings.requests().size());
        for (StoredRequest stored : findings.requests()) {
            Instant asOf = stored.request().asOf();
            lines.add(
                    asOf
                            + "  "
                            + stored.request().reason().jsonName()
                            + " ("
                            + stored.state()
                            + "): "
                            + stored.request().summary());
        }
    }
}
