// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

/**
 * Every metric of the exporter: its name and what it means. Units stand last in names; a moment is
 * a timestamp, never an age.
 */
enum Family {
    MODEL_INFO(
            "halflife_model_info",
            "A model version that runs judge; origin is live, replay or demo."),
    WINDOW_END(
            "halflife_window_end_timestamp_seconds", "End of the newest window that was judged."),
    WINDOW_SAMPLES("halflife_window_samples", "Predictions in the newest window that was judged."),
    MODEL_DEPLOYED(
            "halflife_model_deployed_timestamp_seconds",
            "When the version was last put to work in the environment."),
    TRAINING_DATA_END(
            "halflife_model_training_data_end_timestamp_seconds",
            "End of the data that the version was trained with."),

    LAST_EVENT(
            "halflife_model_last_event_timestamp_seconds",
            "Event time of the newest prediction of the version in the environment."),

    FEATURE_DRIFT_SCORE(
            "halflife_feature_drift_score",
            "Distance of a feature in the newest window from the reference; method effect is what"
                    + " the verdict rests on. Only the features that drift most."),
    FEATURE_DRIFT_THRESHOLD(
            "halflife_feature_drift_threshold",
            "Drift scores below it are no drift, however significant."),
    FEATURE_ALARM(
            "halflife_feature_alarm",
            "1 while the alarm of the feature is on, which needs drift in k of the last m"
                    + " windows."),
    FEATURE_MISSING_RATIO(
            "halflife_feature_missing_ratio", "Share of missing values in the newest window."),
    PREDICTION_DRIFT_SCORE(
            "halflife_prediction_drift_score",
            "Distance of the model's output, or of the ground truth, from the reference; role is"
                    + " prediction, probability or label."),
    MODEL_DRIFT_ALARM(
            "halflife_model_drift_alarm",
            "1 while so many features drift that the whole input counts as drifted."),
    DRIFTED_FEATURES(
            "halflife_model_drifted_features",
            "Features with the verdict DRIFTED in the newest window."),
    ALARMED_FEATURES("halflife_model_alarmed_features", "Features whose alarm is on."),
    MODEL_FEATURES("halflife_model_features", "Features that were judged in the newest window."),

    PERFORMANCE(
            "halflife_model_performance",
            "Performance against ground truth in the newest mature window."),
    PERFORMANCE_LABELS(
            "halflife_model_performance_labels", "Labels that the performance stands on."),
    PERFORMANCE_THRESHOLD(
            "halflife_model_performance_threshold",
            "Where the deciding metric is too bad: below it, for errors above it."),
    PERFORMANCE_DROP(
            "halflife_model_performance_drop_ratio",
            "How much worse the performance is than that of the reference, as a share of it;"
                    + " negative where it is better."),
    LABEL_COVERAGE(
            "halflife_label_coverage_ratio",
            "Share of the predictions of the newest 30 windows whose ground truth is known."),
    LABELLED_UNTIL(
            "halflife_label_newest_timestamp_seconds",
            "End of the newest window of which any ground truth is known."),
    LABEL_DELAY(
            "halflife_label_expected_delay_seconds",
            "How long after a prediction its ground truth is waited for, by the model's policy."),
    FORECAST_BREACH(
            "halflife_model_forecast_breach_timestamp_seconds",
            "When the fitted decay crosses the threshold; absent where it does not."),
    HALF_LIFE(
            "halflife_model_half_life_seconds",
            "Half-life of the performance by the fitted decay; absent where it does not fall."),
    RETRAIN_NOW(
            "halflife_model_retrain_now",
            "1 while the analyzer decides that the model is too bad already."),
    RETRAIN_PREDICTED(
            "halflife_model_retrain_predicted",
            "1 while the analyzer decides that the model will be too bad within the horizon."),

    SERVING_LATENCY(
            "halflife_serving_latency_seconds",
            "Latency of the model over the last 10 minutes, or the last 2 hours where nothing"
                    + " newer is known."),
    SERVING_REQUESTS(
            "halflife_serving_observed_requests",
            "Requests that the latency percentiles stand on."),
    SERVING_OBJECTIVE(
            "halflife_serving_latency_objective_seconds",
            "What the model's policy promises about latency."),
    SERVING_ERRORS(
            "halflife_serving_error_ratio",
            "Share of requests answered with 5xx or 429 or not in time, over the same time."),
    SERVING_PROMISE(
            "halflife_serving_objective_ratio",
            "Share of good requests that the model's policy promises; slo is serving-availability"
                    + " or serving-latency."),
    SERVING_ANSWERS(
            "halflife_serving_requests",
            "Requests of the model as its serving apps reported them since this process began to"
                    + " look, by class of answer."),
    SERVING_MEASURED(
            "halflife_serving_measured",
            "Latencies of the model that were reported in the same time."),
    SERVING_SLOW("halflife_serving_slow", "Those of them above the promised latency."),

    ANALYZER_LAST_SUCCESS(
            "halflife_analyzer_last_success_timestamp_seconds",
            "When the newest run was written, by the origin of the models it judged."),
    ANALYZER_DURATION(
            "halflife_analyzer_last_run_duration_seconds",
            "Duration of the newest run of each version, added up."),
    ANALYZER_ROWS(
            "halflife_analyzer_rows_read",
            "Predictions that the newest run of each version read, added up."),
    ANALYZER_WINDOWS(
            "halflife_analyzer_dirty_windows",
            "Windows that the newest run of each version computed again, added up."),
    ANALYZER_MODELS("halflife_analyzer_models", "Models that have predictions to be judged."),
    ANALYZER_INTERVAL(
            "halflife_analyzer_schedule_interval_seconds",
            "How often the analyzer is started, as configured at the dashboard."),

    EXPORTER_UP("halflife_exporter_up", "1 when the store answered this scrape in time."),
    EXPORTER_REFRESH(
            "halflife_exporter_refresh_timestamp_seconds",
            "When the results of this scrape were read; 0 before the first time."),
    EXPORTER_DURATION(
            "halflife_exporter_refresh_duration_seconds", "How long it took to read them."),
    EXPORTER_DROPPED(
            "halflife_exporter_series_dropped",
            "Series of features left out because there are more than"
                    + " HALFLIFE_METRICS_MAX_FEATURE_SERIES.");

    private final String metric;
    private final String help;

    Family(String metric, String help) {
        this.metric = metric;
        this.help = help;
    }

    String metric() {
        return metric;
    }

    String help() {
        return help;
    }
}
