// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.policy;

import io.halflife.dashboard.policy.PolicyField.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every value of a policy in the order of its page; the words are those of docs/policy.md. */
final class PolicyFields {

    private static final List<String> NONE = List.of();

    private static final List<PolicyField> WINDOWS =
            List.of(
                    new PolicyField(
                            "window",
                            Kind.OBJECT,
                            NONE,
                            "",
                            "calendar unit day, week, month, year with zone; duration length 1 s to 366 d; count rows with boundaries",
                            "how event time is cut. Another cut judges all windows anew"),
                    new PolicyField(
                            "grace",
                            Kind.TEXT,
                            NONE,
                            "",
                            "0 to 366 d",
                            "a window is judged when its end and this have passed"));

    private static final List<PolicyField> DRIFT =
            List.of(
                    new PolicyField(
                            "drift.alpha",
                            Kind.NUMBER,
                            NONE,
                            "probability",
                            "(0, 1)",
                            "below it the raw p of a test is reported as drift_detected. It makes no verdict"),
                    new PolicyField(
                            "drift.q",
                            Kind.NUMBER,
                            NONE,
                            "probability",
                            "(0, 1)",
                            "a verdict needs an adjusted p at or below it: the share of false ones among those found"),
                    new PolicyField(
                            "drift.method",
                            Kind.CHOICE,
                            List.of(
                                    "benjamini_hochberg",
                                    "benjamini_yekutieli",
                                    "holm",
                                    "bonferroni"),
                            "",
                            "benjamini_hochberg, benjamini_yekutieli, holm, bonferroni",
                            "how p is adjusted over the columns of a window"),
                    new PolicyField(
                            "drift.effect_floor",
                            Kind.NUMBER,
                            NONE,
                            "max(D or TVD, PSI_c)",
                            "at least 0",
                            "smaller effects are no drift, however certain. The reference's own windows may raise it, never lower it"),
                    new PolicyField(
                            "drift.k",
                            Kind.NUMBER,
                            NONE,
                            "windows",
                            "1 to drift.m",
                            "so many drifting windows among the last drift.m raise an alarm"),
                    new PolicyField(
                            "drift.m",
                            Kind.NUMBER,
                            NONE,
                            "windows",
                            "1 to 1000",
                            "windows looked back on; those that could not be judged or are excluded do not count"),
                    new PolicyField(
                            "drift.clear",
                            Kind.NUMBER,
                            NONE,
                            "windows",
                            "1 to 1000",
                            "so many clean windows in a row end an alarm"),
                    new PolicyField(
                            "drift.min_window",
                            Kind.NUMBER,
                            NONE,
                            "values",
                            "1 to 10⁹",
                            "with fewer in the window the verdict is INCONCLUSIVE"),
                    new PolicyField(
                            "drift.min_reference",
                            Kind.NUMBER,
                            NONE,
                            "values",
                            "1 to 10⁹",
                            "with fewer in the reference the verdict is INCONCLUSIVE"),
                    new PolicyField(
                            "drift.season",
                            Kind.CHOICE,
                            List.of("auto", "pooled", "same_hour", "same_hour_of_week"),
                            "",
                            "auto, pooled, same_hour, same_hour_of_week",
                            "which part of the reference a window is compared with"),
                    new PolicyField(
                            "drift.beside",
                            Kind.LIST,
                            NONE,
                            "",
                            "previous, trailing:P7D; at most 4",
                            "windows before the judged one that it is compared with as well; they raise no alarm"),
                    new PolicyField(
                            "drift.critical_features",
                            Kind.LIST,
                            NONE,
                            "",
                            "features of any version of the model",
                            "one of them in alarm is drift of the model as a whole; otherwise 30 % of the features are"),
                    new PolicyField(
                            "drift.tests",
                            Kind.LIST,
                            NONE,
                            "",
                            "mann_whitney, cramer_von_mises, anderson_darling, welch, energy, hellinger",
                            "further tests; they change no verdict"));

    private static final List<PolicyField> PERFORMANCE =
            List.of(
                    new PolicyField(
                            "performance.metric",
                            Kind.TEXT,
                            NONE,
                            "",
                            "a metric of the model's task",
                            "the metric that decides"),
                    new PolicyField(
                            "performance.threshold",
                            Kind.OBJECT,
                            NONE,
                            "the metric's, or a ratio",
                            "absolute any; ratio (0, 100] of the reference's value",
                            "beyond it the model is too bad"),
                    new PolicyField(
                            "decay.horizon",
                            Kind.TEXT,
                            NONE,
                            "",
                            "0 to 3660 d",
                            "a crossing nearer than this is a forecast"),
                    new PolicyField(
                            "decay.alpha_slope",
                            Kind.NUMBER,
                            NONE,
                            "probability",
                            "(0, 1)",
                            "below it the trend is real and the level is read off the fit"),
                    new PolicyField(
                            "decay.alpha_pred",
                            Kind.NUMBER,
                            NONE,
                            "probability",
                            "(0, 1)",
                            "below it, three evaluations in a row, a forecast asks for retraining"),
                    new PolicyField(
                            "decay.floor",
                            Kind.NUMBER,
                            NONE,
                            "the metric's",
                            "any",
                            "what a model without skill reaches; decay goes towards it"),
                    new PolicyField(
                            "decay.exclude_broken",
                            Kind.FLAG,
                            List.of("true", "false"),
                            "",
                            "true, false",
                            "windows far off the curve of all others, at most one in ten, stay out of fits"),
                    new PolicyField(
                            "decay.trigger",
                            Kind.CHOICE,
                            List.of("evidence", "strict_seed"),
                            "",
                            "evidence, strict_seed",
                            "strict_seed: the newest window alone, beyond the threshold, asks for retraining. It is reported either way, as seed_raw_trigger of the evidence"));

    private static final List<PolicyField> LABELS =
            List.of(
                    new PolicyField(
                            "max_label_delay",
                            Kind.TEXT,
                            NONE,
                            "",
                            "0 to 3660 d",
                            "waiting for labels ends then: the window is mature with those it has"),
                    new PolicyField(
                            "mature_coverage",
                            Kind.NUMBER,
                            NONE,
                            "share",
                            "(0, 1]",
                            "a window with this share of labels is mature and enters fits"),
                    new PolicyField(
                            "cool_down",
                            Kind.TEXT,
                            NONE,
                            "",
                            "0 to 366 d",
                            "no second automatic request before, unless another artifact is deployed"),
                    new PolicyField(
                            "retrain_on_drift",
                            Kind.FLAG,
                            List.of("true", "false"),
                            "",
                            "true, false",
                            "drift of the model as a whole, now and in two of the last three windows, asks for retraining"));

    private static final List<PolicyField> SERVING =
            List.of(
                    new PolicyField(
                            "serving_class",
                            Kind.CHOICE,
                            List.of("batch", "real_time", "streaming", "edge"),
                            "",
                            "batch, real_time, streaming, edge",
                            "promises a latency where slos are not stated"),
                    new PolicyField(
                            "slos",
                            Kind.OBJECT,
                            NONE,
                            "",
                            "at most 20: kind latency, availability; objective (0, 1); threshold; window",
                            "promises about serving"),
                    new PolicyField(
                            "segments",
                            Kind.LIST,
                            NONE,
                            "",
                            "at most 5",
                            "groups of rows that are judged on their own"));

    private PolicyFields() {}

    /** By the title of their group. */
    static Map<String, List<PolicyField>> groups() {
        Map<String, List<PolicyField>> groups = new LinkedHashMap<>();
        groups.put("Windows", WINDOWS);
        groups.put("Drift", DRIFT);
        groups.put("Performance and decay", PERFORMANCE);
        groups.put("Labels and retraining", LABELS);
        groups.put("Serving and segments", SERVING);
        return groups;
    }
}
