// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The exact figures of a data folder, {@code expected.json}, and the tolerances with which a replay
 * must meet them. They were computed by other programs (SciPy, NumPy, scikit-learn).
 *
 * <p>What is compared with what:
 *
 * <table>
 *   <caption>expected.json against the replay's JSON</caption>
 *   <tr><td>rows, n, n_ref, missing, dof, tp, fp, fn, tn, labelled<td>the same<td>exact
 *   <tr><td>new_categories (20 at most), new_category_rows<td>new_category<td>exact
 *   <tr><td>ks_d<td>statistic of ks<td>1e-12
 *   <tr><td>ks_p<td>p_asymptotic of ks<td>1e-6 relative; under 1e-300 is 0
 *   <tr><td>wasserstein, psi10, js10<td>statistic of these<td>1e-9 relative
 *   <tr><td>chi2, chi2_p<td>chi_square_unpooled<td>1e-9 relative; under 1e-300 is 0
 *   <tr><td>linf, js, psi of categories<td>l_infinity, js, psi10<td>1e-9 relative
 *   <tr><td>mean, std, min, q25, median, q75, max<td>profiles<td>1e-9 relative
 *   <tr><td>performance<td>performance, reference_performance<td>1e-9 relative
 *   <tr><td>two_parameter a, k<td>least_squares<td>1e-3 relative where identifiable
 *   <tr><td>two_parameter rss<td>least_squares<td>at most 1e-6 relative above
 * </table>
 *
 * A figure that is 0 there must be within 1e-12 of 0.
 */
final class ExpectedResults {

    private static final double STATISTIC = 1e-9;
    private static final double DISTANCE = 1e-12;
    private static final double TAIL = 1e-6;
    private static final double CURVE = 1e-3;
    private static final double RESIDUAL = 1e-6;
    private static final double ZERO = 1e-12;
    private static final int CATEGORIES_LISTED = 20;
    private static final double SMALLEST_P = 1e-300;

    /** expected.json's name of a figure to the test whose statistic it is. */
    private static final Map<String, String> NUMERIC_TESTS =
            Map.of("wasserstein", "wasserstein", "psi10", "psi10", "js10", "js10");

    private static final Map<String, String> CATEGORY_TESTS =
            Map.of("linf", "l_infinity", "js", "js", "psi", "psi10");

    private static final List<String> PROFILE_FIGURES =
            List.of("mean", "std", "min", "q25", "median", "q75", "max");

    private static final Set<String> COUNTS = Set.of("tp", "fp", "fn", "tn", "rows", "labelled");

    private final JsonNode expected;
    private final Map<String, String> roles = new HashMap<>();
    private final Comparison comparison = new Comparison();

    private ExpectedResults(JsonNode expected, JsonNode schema) {
        this.expected = expected;
        JsonNode prediction = schema.path("prediction");
        roles.put(prediction.path("class_column").asText(), "PREDICTION");
        roles.put(prediction.path("value_column").asText(), "PREDICTION");
        roles.put(prediction.path("probability_column").asText(), "PROBABILITY");
        roles.put(schema.path("label").path("column").asText(), "LABEL");
    }

    static ExpectedResults of(Path folder) throws IOException {
        ObjectMapper json = new ObjectMapper();
        return new ExpectedResults(
                json.readTree(Files.readString(folder.resolve("expected.json"))),
                json.readTree(Files.readString(folder.resolve("schema.json"))));
    }

    /** The decay ranges that are given beside all windows, for example {@code 1997-01..1998-04}. */
    Set<String> decayRanges() {
        Set<String> ranges = new TreeSet<>();
        expected.path("decay_fits")
                .fieldNames()
                .forEachRemaining(name -> ranges.add(name.substring(name.indexOf('/') + 1)));
        ranges.remove("all_windows");
        return ranges;
    }

    /** Compares everything; afterwards the comparison knows every difference. */
    Comparison compareWith(JsonNode report) {
        Report actual = new Report(report);
        comparison.exact(
                "reference rows",
                expected.path("reference").path("rows").asLong(),
                report.path("reference_rows").asLong());
        performance("reference", expected.path("reference"), actual.referencePerformance());
        List<String> labels = new ArrayList<>();
        for (JsonNode window : expected.path("windows")) {
            labels.add(window.path("window").asText());
            window(window, actual);
        }
        comparison.same("windows", labels, List.copyOf(actual.windows()));
        expected.path("decay_fits")
                .properties()
                .forEach(fit -> decay(fit.getKey(), fit.getValue(), actual));
        return comparison;
    }

    private void window(JsonNode window, Report actual) {
        String label = window.path("window").asText();
        window.path("numeric")
                .properties()
                .forEach(column -> numeric(label, column.getKey(), column.getValue(), actual));
        window.path("categorical")
                .properties()
                .forEach(column -> categories(label, column.getKey(), column.getValue(), actual));
        performance(label, window, actual.performance(label));
    }

    private void numeric(String label, String column, JsonNode figures, Report actual) {
        String at = label + " " + column + " ";
        Report.Column key = column(label, column);
        JsonNode ks = actual.verdict(key, "ks");
        counts(at + "ks ", figures, ks);
        comparison.absolute(
                at + "ks_d", figures.path("ks_d").asDouble(), figure(ks, "statistic"), DISTANCE);
        tail(at + "ks_p", figures.path("ks_p").asDouble(), figure(ks, "p_asymptotic"), TAIL);
        statistics(at, figures, key, NUMERIC_TESTS, actual);
        JsonNode profile = actual.profile(key);
        comparison.exact(at + "profile n", figures.path("n").asLong(), profile.path("n").asLong());
        for (String name : PROFILE_FIGURES) {
            relative(at + name, figures.path(name).asDouble(), figure(profile, name));
        }
    }

    private void categories(String label, String column, JsonNode figures, Report actual) {
        String at = label + " " + column + " ";
        Report.Column key = column(label, column);
        JsonNode test = actual.verdict(key, "chi_square");
        counts(at + "chi_square ", figures, test);
        if (figures.has("chi2")) {
            JsonNode unpooled = test.path("chi_square_unpooled");
            relative(at + "chi2", figures.path("chi2").asDouble(), figure(unpooled, "statistic"));
            tail(
                    at + "chi2_p",
                    figures.path("chi2_p").asDouble(),
                    figure(unpooled, "p"),
                    STATISTIC);
            comparison.exact(
                    at + "dof", figures.path("dof").asLong(), unpooled.path("dof").asLong(-1));
        }
        statistics(at, figures, key, CATEGORY_TESTS, actual);
        newCategories(at, figures, key, actual);
    }

    /** expected.json lists the first of them only, in order. */
    private void newCategories(String at, JsonNode figures, Report.Column key, Report actual) {
        List<String> fresh = new ArrayList<>();
        figures.path("new_categories").forEach(c -> fresh.add(c.asText()));
        List<String> found = List.copyOf(actual.newCategories(key));
        int compared = fresh.size() == CATEGORIES_LISTED ? CATEGORIES_LISTED : found.size();
        comparison.same(
                at + "new categories", fresh, found.subList(0, Math.min(compared, found.size())));
        comparison.exact(
                at + "rows in new categories",
                figures.path("new_category_rows").asLong(),
                actual.verdict(key, "new_category").path("detail").path("rows").asLong(-1));
    }

    private void counts(String at, JsonNode figures, JsonNode verdict) {
        comparison.exact(at + "n", figures.path("n").asLong(), verdict.path("n").asLong(-1));
        comparison.exact(
                at + "n_reference",
                figures.path("n_ref").asLong(),
                verdict.path("n_reference").asLong(-1));
        comparison.exact(
                at + "missing",
                figures.path("missing").asLong(),
                verdict.path("missing").asLong(-1));
    }

    private void statistics(
            String at,
            JsonNode figures,
            Report.Column key,
            Map<String, String> tests,
            Report actual) {
        tests.forEach(
                (name, test) ->
                        relative(
                                at + name,
                                figures.path(name).asDouble(),
                                figure(actual.verdict(key, test), "statistic")));
    }

    private void performance(String label, JsonNode part, Map<String, JsonNode> actual) {
        part.path("performance")
                .properties()
                .forEach(
                        metric -> {
                            String at = label + " performance " + metric.getKey();
                            double value = metric.getValue().asDouble();
                            if (metric.getKey().equals("rows")) {
                                everyCount(at, metric.getValue().asLong(), actual, "n");
                            } else if (metric.getKey().equals("labelled")) {
                                everyCount(at, metric.getValue().asLong(), actual, "labelled");
                            } else if (!actual.containsKey(metric.getKey())) {
                                comparison.missing(at);
                            } else if (COUNTS.contains(metric.getKey())) {
                                double found = figure(actual.get(metric.getKey()), "value");
                                comparison.absolute(at, value, found, 0);
                            } else {
                                relative(at, value, figure(actual.get(metric.getKey()), "value"));
                            }
                        });
    }

    private void everyCount(String at, long value, Map<String, JsonNode> actual, String field) {
        if (actual.isEmpty()) {
            comparison.missing(at);
        }
        actual.forEach(
                (metric, row) ->
                        comparison.exact(at + " of " + metric, value, row.path(field).asLong(-1)));
    }

    private void decay(String name, JsonNode fit, Report actual) {
        String metric = name.substring(0, name.indexOf('/'));
        String range = name.substring(name.indexOf('/') + 1);
        JsonNode curve = fit.path("two_parameter");
        if (!curve.path("converged").asBoolean()) {
            return;
        }
        JsonNode found = actual.decay(metric, range.equals("all_windows") ? "all" : range);
        JsonNode leastSquares = found.path("least_squares");
        String at = "decay " + name + " ";
        comparison.atMost(
                at + "rss",
                curve.path("rss").asDouble() * (1 + RESIDUAL),
                figure(leastSquares, "rss"));
        if (curve.path("identifiable").asBoolean()) {
            JsonNode params = curve.path("params");
            comparison.relative(
                    at + "a", params.path("a").asDouble(), figure(leastSquares, "a"), CURVE);
            comparison.relative(
                    at + "k", params.path("k").asDouble(), figure(leastSquares, "k"), CURVE);
        }
    }

    private void relative(String at, double value, double found) {
        if (Math.abs(value) < ZERO) {
            comparison.absolute(at, value, found, ZERO);
        } else {
            comparison.relative(at, value, found, STATISTIC);
        }
    }

    private void tail(String at, double value, double found, double tolerance) {
        if (value < SMALLEST_P) {
            comparison.absolute(at, 0, found, SMALLEST_P);
        } else {
            comparison.relative(at, value, found, tolerance);
        }
    }

    private static double figure(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }

    private Report.Column column(String label, String csvColumn) {
        String role = roles.getOrDefault(csvColumn, "FEATURE");
        return new Report.Column(
                label,
                role,
                switch (role) {
                    case "PREDICTION" -> "prediction";
                    case "PROBABILITY" -> "probability";
                    case "LABEL" -> "label";
                    default -> csvColumn;
                });
    }
}
