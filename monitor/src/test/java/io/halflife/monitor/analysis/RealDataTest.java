// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.DataFolder;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.profile.ProfileSummary;
import io.halflife.monitor.profile.WindowProfile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four data sets through one run each, against the figures that other tools gave for them. */
class RealDataTest {

    /** The expected values list no more new categories than these. */
    private static final int LISTED_THERE = 20;

    private static final Instant LATER = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"nannyml-car-loan", "elec2", "hotel-booking", "bike-sharing"})
    void figures_areThoseOfOtherTools(String name) throws IOException {
        DataSet data = new DataSet(name);
        JsonNode expected = DataFolder.data(name, "expected.json");
        AnalysisReport report = report(data, expected);
        Expectations checks = new Expectations(name, report);
        expected.get("windows").forEach(checks::window);
        checks.reference(data.referencePerformance(), expected.at("/reference/performance"));
        expected.get("decay_fits")
                .properties()
                .forEach(fit -> checks.decay(fit.getKey(), fit.getValue()));
        assertTrue(checks.compared > 500, name + ": " + checks.compared + " figures compared");
    }

    private static AnalysisReport report(DataSet data, JsonNode expected) {
        MonitoringPolicy defaults = MonitoringPolicy.defaults(data.output.task());
        MonitoringPolicy policy =
                new MonitoringPolicy(
                        data.windows,
                        Duration.ofHours(1),
                        defaults.drift(),
                        defaults.performance(),
                        defaults.decay(),
                        defaults.maxLabelDelay(),
                        defaults.matureCoverage(),
                        defaults.coolDown(),
                        false,
                        "",
                        List.of(),
                        List.of());
        String range = "";
        for (Map.Entry<String, JsonNode> fit : expected.get("decay_fits").properties()) {
            String named = fit.getKey().substring(fit.getKey().indexOf('/') + 1);
            range = named.equals("all_windows") ? range : named;
        }
        return Analysis.of(data.input(policy, LATER, range));
    }

    /** Compares figure by figure and counts them. */
    private static final class Expectations {

        private final String set;
        private final Map<String, DriftResult> tests = new HashMap<>();
        private final Map<String, ProfileSummary> profiles = new HashMap<>();
        private final Map<String, PerformanceValue> performance = new HashMap<>();
        private final Map<String, DecayFit> fits = new HashMap<>();
        private int compared;

        Expectations(String set, AnalysisReport report) {
            this.set = set;
            for (DriftResult row : report.verdicts()) {
                tests.put(row.label() + "/" + key(row.column()) + "/" + row.test(), row);
            }
            for (WindowProfile row : report.profiles()) {
                profiles.put(row.label() + "/" + key(row.profile().column()), row.summary());
            }
            report.performance()
                    .forEach(row -> performance.put(row.label() + "/" + row.metric(), row));
            report.fits().forEach(fit -> fits.put(fit.metric() + "/" + fit.range(), fit));
        }

        private static String key(Column column) {
            return column.role() == Role.FEATURE ? column.name() : "output:" + column.name();
        }

        void window(JsonNode window) {
            String label = window.get("window").textValue();
            window.get("numeric")
                    .properties()
                    .forEach(e -> numeric(label, e.getKey(), e.getValue()));
            window.get("categorical")
                    .properties()
                    .forEach(e -> categorical(label, e.getKey(), e.getValue()));
            for (Map.Entry<String, JsonNode> e : window.get("performance").properties()) {
                PerformanceValue value = performance.get(label + "/" + e.getKey());
                if (value != null) {
                    close(e.getValue(), value.value(), 1e-9, label + " " + e.getKey());
                }
            }
            PerformanceValue any =
                    performance.get(
                            label + "/" + (set.equals("bike-sharing") ? "mae" : "accuracy"));
            assertEquals(window.at("/performance/rows").longValue(), any.n(), label);
            assertEquals(window.at("/performance/labelled").longValue(), any.labelled(), label);
        }

        private void numeric(String label, String column, JsonNode e) {
            String where = label + " " + column;
            DriftResult ks = test(label, column, "ks");
            assertEquals(e.get("n").longValue(), ks.n(), where);
            assertEquals(e.get("missing").longValue(), ks.missing(), where);
            assertEquals(e.get("ks_d").doubleValue(), ks.statistic(), 1e-12, where);
            double p = e.get("ks_p").doubleValue();
            if (p > 1e-300) {
                close(e.get("ks_p"), ks.pAsymptotic(), 1e-6, where + " ks_p");
            }
            close(e.get("psi10"), test(label, column, "psi10").statistic(), 1e-9, where + " psi10");
            close(e.get("js10"), test(label, column, "js10").statistic(), 1e-9, where + " js10");
            close(
                    e.get("wasserstein"),
                    test(label, column, "wasserstein").statistic(),
                    1e-9,
                    where + " wasserstein");
            ProfileSummary s = summary(label, column);
            close(e.get("mean"), s.mean(), 1e-9, where + " mean");
            assertEquals(
                    e.get("std").doubleValue(),
                    s.std(),
                    1e-12 + 1e-9 * e.get("std").doubleValue(),
                    where + " std");
            close(e.get("q25"), s.q25(), 1e-9, where + " q25");
            close(e.get("median"), s.median(), 1e-9, where + " median");
            close(e.get("q75"), s.q75(), 1e-9, where + " q75");
            close(e.get("min"), s.min(), 0, where + " min");
            close(e.get("max"), s.max(), 0, where + " max");
        }

        private void categorical(String label, String column, JsonNode e) {
            String where = label + " " + column;
            DriftResult chi = test(label, column, "chi_square");
            assertEquals(e.get("n").longValue(), chi.n(), where);
            assertEquals(e.get("n_ref").longValue(), chi.nReference(), where);
            assertEquals(e.get("missing").longValue(), chi.missing(), where);
            close(e.get("chi2"), chi.detail().get("chi_square_unpooled.statistic"), 1e-9, where);
            if (!e.has("chi2_p") || e.get("chi2_p").doubleValue() > 1e-300) {
                close(e.path("chi2_p"), chi.detail().get("chi_square_unpooled.p"), 1e-9, where);
            }
            close(e.get("linf"), test(label, column, "l_infinity").statistic(), 1e-9, where);
            close(e.get("js"), test(label, column, "js").statistic(), 1e-9, where + " js");
            close(e.get("psi"), test(label, column, "psi10").statistic(), 1e-9, where + " psi");
            DriftResult fresh = test(label, column, "new_category");
            assertEquals(
                    e.get("new_category_rows").doubleValue(), fresh.detail().get("rows"), where);
            int listed = e.get("new_categories").size();
            int found = fresh.newCategories().size();
            assertTrue(listed == found || (listed == LISTED_THERE && found > listed), where);
        }

        void reference(List<MetricValue> values, JsonNode expected) {
            for (MetricValue value : values) {
                if (expected.has(value.metric())) {
                    close(
                            expected.get(value.metric()),
                            value.value(),
                            1e-9,
                            "reference " + value.metric());
                }
            }
        }

        void decay(String name, JsonNode expected) {
            DecayFit fit = fits.get(name.replace("all_windows", "all"));
            JsonNode two = expected.get("two_parameter");
            String where = set + " decay " + name;
            close(two.at("/params/a"), fit.leastSquares().a(), 1e-3, where + " a");
            close(two.at("/params/k"), fit.leastSquares().k(), 1e-3, where + " k");
            double rss = two.get("rss").doubleValue();
            assertTrue(fit.leastSquares().rss() <= rss * (1 + 1e-6), where + " rss");
            if (expected.get("n").intValue() >= 8) {
                assertEquals(expected.get("n").intValue(), fit.windows(), where);
            } else {
                assertEquals(DecayFit.Status.INSUFFICIENT_DATA, fit.status(), where);
            }
        }

        private DriftResult test(String label, String column, String test) {
            DriftResult feature = tests.get(label + "/" + column + "/" + test);
            DriftResult found =
                    feature != null ? feature : tests.get(label + "/output:" + column + "/" + test);
            assertTrue(found != null, label + " " + column + " " + test + " is missing");
            return found;
        }

        private ProfileSummary summary(String label, String column) {
            ProfileSummary feature = profiles.get(label + "/" + column);
            return feature != null ? feature : profiles.get(label + "/output:" + column);
        }

        private void close(JsonNode expected, double actual, double relative, String where) {
            compared++;
            double value = DataFolder.number(expected);
            double delta = Double.isNaN(value) ? 0 : Math.max(1e-15, relative * Math.abs(value));
            assertEquals(value, actual, delta, set + " " + where);
        }
    }
}
