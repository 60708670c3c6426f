// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * NannyML's published tables of the car loan data against the replay of all its 100,000 rows in 20
 * windows: its ten reference windows, then its ten of production. The published figures have six
 * digits.
 *
 * <p>Not compared, and why: its Jensen-Shannon distances of numbers, which rest on Doane's bins
 * (ours on deciles of the reference); its KS at 10,000 equal-width edges, of which the exact D is
 * compared instead; chi-square with Yates' correction for two categories, of which the alert is
 * compared; its sampling errors, which are the spread of the reference's windows, not of the
 * labels.
 */
final class PublishedTables {

    private static final double SIX_DIGITS = 1e-5;
    private static final double EXACT = 1e-12;
    private static final double TAIL = 1e-9;

    /** Published D lies at the edges of bins, the exact one anywhere. */
    private static final double BINNING = 5e-4;

    private static final int REFERENCE_WINDOWS = 10;
    private static final double ALPHA = 0.05;

    private static final Map<String, Report.Column> NUMBERS =
            Map.of(
                    "car_value", feature("car_value"),
                    "debt_to_income_ratio", feature("debt_to_income_ratio"),
                    "loan_length", feature("loan_length"),
                    "driver_tenure", feature("driver_tenure"),
                    "y_pred_proba", new Report.Column("", "PROBABILITY", "probability"));

    private static final Map<String, Report.Column> CATEGORIES =
            Map.of(
                    "salary_range", feature("salary_range"),
                    "repaid_loan_on_prev_car", feature("repaid_loan_on_prev_car"),
                    "size_of_downpayment", feature("size_of_downpayment"),
                    "y_pred", new Report.Column("", "PREDICTION", "prediction"));

    /** Published name of a metric to ours. */
    private static final Map<String, String> METRICS =
            Map.of(
                    "roc_auc", "roc_auc",
                    "f1", "f1",
                    "precision", "precision",
                    "recall", "recall",
                    "specificity", "specificity",
                    "accuracy", "accuracy",
                    "average_precision", "pr_auc");

    private static final List<String> ESTIMATED = List.of("accuracy", "f1", "roc_auc");

    private final Report report;
    private final Comparison comparison = new Comparison();

    /** The mean, and three standard deviations (ddof 0), of a figure in the reference's windows. */
    private record Band(double mean, double half) {}

    PublishedTables(Report report) {
        this.report = report;
    }

    private static Report.Column feature(String name) {
        return new Report.Column("", "FEATURE", name);
    }

    Comparison comparison() {
        return comparison;
    }

    /** Every figure that is compared, of the drift of every window. */
    void compareDrift(JsonNode tables) {
        for (JsonNode row : tables) {
            String window = window(row);
            NUMBERS.forEach((name, column) -> compareNumbers(row, window, name, column));
            CATEGORIES.forEach((name, column) -> compareCategories(row, window, name, column));
        }
    }

    private void compareNumbers(JsonNode row, String window, String name, Report.Column column) {
        String at = name + ".kolmogorov_smirnov";
        ToDoubleFunction<String> d = each -> statistic(column, each, "ks");
        comparison.absolute(
                window + " " + at,
                row.path(at + ".exact_d").asDouble(),
                d.applyAsDouble(window),
                EXACT);
        comparison.absolute(
                window + " " + at + " at edges",
                row.path(at + ".value").asDouble(),
                d.applyAsDouble(window),
                BINNING);
        Band band = band(d);
        compareUpper(row, window, at, band, d.applyAsDouble(window), BINNING);
    }

    private void compareCategories(JsonNode row, String window, String name, Report.Column column) {
        String js = name + ".jensen_shannon";
        ToDoubleFunction<String> distance = each -> statistic(column, each, "js");
        comparison.relative(
                window + " " + js,
                row.path(js + ".value").asDouble(),
                distance.applyAsDouble(window),
                SIX_DIGITS);
        compareUpper(row, window, js, band(distance), distance.applyAsDouble(window), 1e-6);
        JsonNode plain = verdict(column, window, "chi_square").path("chi_square_unpooled");
        String chi = name + ".chi2";
        if (verdict(column, window, "chi_square").path("detail").path("dof").asDouble(2) > 1) {
            comparison.relative(
                    window + " " + chi,
                    row.path(chi + ".value").asDouble(),
                    plain.path("statistic").asDouble(),
                    SIX_DIGITS);
            comparison.relative(
                    window + " p of " + chi,
                    row.path(chi + ".p_value_scipy").asDouble(),
                    plain.path("p").asDouble(),
                    TAIL);
        }
        boolean alert = plain.path("p").asDouble(1) < ALPHA;
        compareFlag(window + " " + chi, row.path(chi + ".alert"), alert);
    }

    /** Every figure that is compared, of the performance on labels of every window. */
    void comparePerformance(JsonNode tables) {
        for (JsonNode row : tables) {
            String window = window(row);
            METRICS.forEach(
                    (name, metric) -> {
                        ToDoubleFunction<String> value =
                                each -> figure(report.performance(each), metric);
                        double ours = value.applyAsDouble(window);
                        String at = window + " " + name;
                        relative(at, row.path(name + ".value"), ours);
                        Band band = band(value);
                        double low = band.mean() - band.half();
                        double high = band.mean() + band.half();
                        relative(at + " from", row.path(name + ".lower_threshold"), low);
                        relative(at + " to", row.path(name + ".upper_threshold"), high);
                        compareFlag(at, row.path(name + ".alert"), ours < low || ours > high);
                    });
        }
    }

    /** What was estimated without labels, and whether it would alert. */
    void compareEstimates(JsonNode tables) {
        for (JsonNode row : tables) {
            String window = window(row);
            for (String metric : ESTIMATED) {
                double ours = figure(report.estimates(window), metric);
                Band band = band(each -> figure(report.performance(each), metric));
                boolean beyond =
                        ours < band.mean() - band.half() || ours > band.mean() + band.half();
                String at = window + " estimated " + metric;
                relative(at, row.path(metric + ".value"), ours);
                compareFlag(at, row.path(metric + ".alert"), beyond);
            }
        }
    }

    private void relative(String at, JsonNode published, double ours) {
        comparison.relative(at, published.asDouble(), ours, SIX_DIGITS);
    }

    private void compareUpper(
            JsonNode row, String window, String at, Band band, double value, double tolerance) {
        double limit = band.mean() + band.half();
        comparison.absolute(
                window + " limit of " + at,
                row.path(at + ".upper_threshold").asDouble(),
                limit,
                tolerance);
        compareFlag(window + " " + at, row.path(at + ".alert"), value > limit);
    }

    private void compareFlag(String at, JsonNode published, boolean ours) {
        comparison.same(
                at + " alerts", List.of(published.asText()), List.of(Boolean.toString(ours)));
    }

    private Band band(ToDoubleFunction<String> figure) {
        List<Double> values = new ArrayList<>();
        for (int window = 0; window < REFERENCE_WINDOWS; window++) {
            values.add(figure.applyAsDouble(label(window)));
        }
        double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
        double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return new Band(mean, 3 * Math.sqrt(squares / values.size()));
    }

    private double statistic(Report.Column column, String window, String test) {
        return verdict(column, window, test).path("statistic").asDouble(Double.NaN);
    }

    private JsonNode verdict(Report.Column column, String window, String test) {
        return report.verdict(new Report.Column(window, column.role(), column.name()), test);
    }

    private static double figure(Map<String, JsonNode> metrics, String metric) {
        JsonNode row = new TreeMap<>(metrics).get(metric);
        return row == null ? Double.NaN : row.path("value").asDouble(Double.NaN);
    }

    /** Its windows are numbered anew in production; ours go on. */
    private static String window(JsonNode row) {
        int index = row.path("chunk.chunk_index").asInt();
        boolean production = "analysis".equals(row.path("chunk.period").asText());
        return label(production ? REFERENCE_WINDOWS + index : index);
    }

    private static String label(int window) {
        return String.format("c%03d", window);
    }
}
