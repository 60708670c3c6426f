// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Metrics of many classes that rest on the probabilities of all of them. */
class ClassProbabilitiesTest {

    private static final double NAN = Double.NaN;
    private static final List<String> CLASSES = List.of("a", "b", "c");
    private static final OutputSpec OUTPUT =
            new OutputSpec(Task.MULTICLASS_CLASSIFICATION, "", CLASSES, 0.5);

    /** Row i of the figures below: shares of (7i mod 11) + 1, (5i mod 13) + 1, (3i mod 7) + 1. */
    private static double[] probabilities(int i) {
        double[] p = {7 * i % 11 + 1, 5 * i % 13 + 1, 3 * i % 7 + 1};
        double sum = p[0] + p[1] + p[2];
        return new double[] {p[0] / sum, p[1] / sum, p[2] / sum};
    }

    private static String truth(int i) {
        return CLASSES.get((i * i + i / 3) % 3);
    }

    private static String likeliest(double[] p) {
        int best = 0;
        for (int k = 1; k < p.length; k++) {
            best = p[k] > p[best] ? k : best;
        }
        return CLASSES.get(best);
    }

    private static PerformanceProfile.Builder rows(int from, int to) {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(OUTPUT);
        for (int i = from; i < to; i++) {
            double[] p = probabilities(i);
            builder.add(likeliest(p), NAN, NAN, truth(i), NAN).addProbabilities(p, truth(i));
        }
        return builder;
    }

    private static Map<String, MetricValue> metrics(PerformanceProfile profile) {
        Map<String, MetricValue> byName = new HashMap<>();
        profile.metrics().forEach(metric -> byName.put(metric.metric(), metric));
        return byName;
    }

    /**
     * scikit-learn 1.9.1 over 60 rows: log_loss(y, P), brier_score_loss(y, P, scale_by_half=False),
     * roc_auc_score(y, P, multi_class='ovr', average='macro'), matthews_corrcoef(y,
     * P.argmax(axis=1)); numpy: std of −ln p_true (ddof 1) by √60.
     */
    @Test
    void metrics_areThoseOfOtherTools() {
        Map<String, MetricValue> m = metrics(rows(0, 60).build());

        assertEquals(1.287696922214659, m.get("log_loss").value(), 1e-14);
        assertEquals(0.08179915484315134, m.get("log_loss").standardError(), 1e-15);
        assertEquals(0.771883951090118, m.get("brier").value(), 1e-14);
        assertEquals(0.47956856879273446, m.get("roc_auc").value(), 1e-15);
        assertEquals(-0.0022102846490079002, m.get("mcc").value(), 1e-15);
        assertTrue(m.get("log_loss").low() < 1.2 && m.get("log_loss").high() > 1.4);
        assertTrue(m.get("brier").low() < 0.75 && m.get("brier").high() < 2);
    }

    @Test
    void merge_ofTheParts_isTheWhole() {
        Map<String, MetricValue> whole = metrics(rows(0, 60).build());
        PerformanceProfile parts =
                rows(40, 60)
                        .build()
                        .merge(PerformanceProfile.builder(OUTPUT).build())
                        .merge(rows(0, 1).build())
                        .merge(rows(1, 40).build());

        metrics(parts)
                .forEach(
                        (name, value) ->
                                assertEquals(whole.get(name).value(), value.value(), 1e-12, name));
    }

    /** Of two classes that occur, the third neither drags the area down nor hides it. */
    @Test
    void area_isOverTheClassesThatOccur() {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(OUTPUT);
        builder.add("a", NAN, NAN, "a", NAN).addProbabilities(new double[] {.8, .2, 0}, "a");
        builder.add("a", NAN, NAN, "b", NAN).addProbabilities(new double[] {.6, .4, 0}, "b");

        assertEquals(1, metrics(builder.build()).get("roc_auc").value());
    }

    @Test
    void oneClassAlone_hasNoAreaAndNoCorrelation() {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(OUTPUT);
        builder.add("a", NAN, NAN, "a", NAN).addProbabilities(new double[] {.8, .2, 0}, "a");
        Map<String, MetricValue> m = metrics(builder.build());

        assertEquals(NAN, m.get("roc_auc").value());
        assertEquals(NAN, m.get("mcc").value());
        assertEquals(-Math.log(.8), m.get("log_loss").value(), 1e-15);
        assertEquals(0.08, m.get("brier").value(), 1e-15);
    }

    /** Rows with a part of the probabilities, or with what are none, count in neither. */
    @Test
    void rowsWithoutWholeProbabilities_areLeftOut() {
        PerformanceProfile.Builder builder = rows(0, 60);
        for (double[] odd :
                new double[][] {
                    null, {.5, .5}, {NAN, .5, .5}, {-0.1, .6, .5}, {1.1, 0, 0}, {.2, .2, .2, .4}
                }) {
            builder.add("a", NAN, NAN, "b", NAN).addProbabilities(odd, "b");
        }
        builder.add("a", NAN, NAN, "unheard of", NAN)
                .addProbabilities(new double[] {1, 0, 0}, "unheard of");
        builder.add("a", NAN, NAN, null, NAN).addProbabilities(new double[] {1, 0, 0}, null);
        Map<String, MetricValue> m = metrics(builder.build());

        assertEquals(1.287696922214659, m.get("log_loss").value(), 1e-14);
        assertEquals(0.47956856879273446, m.get("roc_auc").value(), 1e-15);
        assertEquals(68, m.get("accuracy").n());
    }

    /** An impossible truth costs as much as one of 10⁻¹⁵, not everything. */
    @Test
    void logLoss_ofAnImpossibleTruthIsBounded() {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(OUTPUT);
        builder.add("a", NAN, NAN, "b", NAN).addProbabilities(new double[] {1, 0, 0}, "b");

        assertEquals(-Math.log(1e-15), metrics(builder.build()).get("log_loss").value(), 1e-12);
        assertEquals(2, metrics(builder.build()).get("brier").value());
    }

    /** Areas keep every probability: beyond the limit there are losses only, however divided. */
    @Test
    void area_beyondTheLimit_isUndefinedHoweverRowsAreDivided() {
        int half = (int) (ClassProbabilities.VALUES_MAX / 3 / 2 + 1);
        ClassProbabilities.Collector all = new ClassProbabilities.Collector(CLASSES);
        ClassProbabilities.Collector left = new ClassProbabilities.Collector(CLASSES);
        for (int i = 0; i < 2 * half; i++) {
            all.add(probabilities(i % 60), truth(i % 60));
            if (i < half) {
                left.add(probabilities(i % 60), truth(i % 60));
            }
        }
        ClassProbabilities part = left.probabilities();

        assertTrue(part.area().isDefined());
        assertTrue(!part.merge(part).area().isDefined());
        assertTrue(!all.probabilities().area().isDefined());
        assertEquals(2L * half, all.probabilities().losses().n());
    }
}
