// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.decay.PerformanceDirections;
import io.halflife.monitor.decay.WindowRange;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.retraining.RetrainingReason;
import io.halflife.monitor.retraining.RetrainingRequest;
import io.halflife.monitor.window.Window;
import io.halflife.storage.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The data of {@code retraining.requested}: who should be retrained and the evidence, in aggregates
 * only, within 20 kB.
 */
final class RequestEventJson {

    /** More columns and metrics than these are on the pages; the message stays small. */
    private static final int LISTED_MAX = 20;

    private final RequestEvidence evidence;

    RequestEventJson(RequestEvidence evidence) {
        this.evidence = evidence;
    }

    /**
     * Writes the data.
     *
     * @param sequence rises with every request
     */
    ObjectNode write(RetrainingRequest request, long sequence, Instant expiresAt) {
        ObjectNode data = Json.object();
        data.put("request_id", request.id());
        data.put("sequence", sequence);
        data.put("model", request.version().model());
        data.put("version", request.version().version());
        data.put("environment", request.environment());
        data.set("as_of", Json.time(request.asOf()));
        data.put("reason", request.reason().jsonName());
        data.put("trigger", isManual(request) ? "manual" : "automatic");
        data.put("severity", request.reason() == RetrainingReason.DECAY ? "critical" : "warning");
        data.put("dry_run", false);
        data.put("summary", request.summary());
        data.set("evidence", evidence(request));
        data.set("cooldown_until", Json.time(request.asOf().plus(evidence.coolDown())));
        data.set("expires_at", Json.time(expiresAt));
        data.put("callback_url", callback(request));
        return data;
    }

    private static boolean isManual(RetrainingRequest request) {
        return request.reason() == RetrainingReason.MANUAL;
    }

    private ObjectNode evidence(RetrainingRequest request) {
        ObjectNode json = Json.object();
        json.put("policy_revision", evidence.policyRevision());
        json.set("figures", Json.figures(request.evidence()));
        json.set("window", window());
        ArrayNode drift = json.putArray("drift");
        alarms().forEach(alarm -> drift.add(drift(alarm)));
        ArrayNode performance = json.putArray("performance");
        newestPerformance().forEach(value -> performance.add(performance(value)));
        json.set("forecast", forecast());
        return json;
    }

    /** The newest window that the run has performance of; null when it has none. */
    private ObjectNode window() {
        Optional<PerformanceValue> newest = newestPerformance().stream().findFirst();
        if (newest.isEmpty()) {
            return null;
        }
        ObjectNode json = Json.object();
        json.set("from", Json.time(newest.get().window().start()));
        json.set("to", Json.time(newest.get().window().end()));
        json.put("samples", newest.get().n());
        json.put("labelled", newest.get().labelled());
        return json;
    }

    private List<PerformanceValue> newestPerformance() {
        Optional<Window> newest =
                evidence.performance().stream()
                        .filter(value -> !value.estimated() && value.labelled() > 0)
                        .map(PerformanceValue::window)
                        .max(Comparator.naturalOrder());
        return evidence.performance().stream()
                .filter(value -> newest.filter(value.window()::equals).isPresent())
                .filter(value -> !value.estimated() && !Double.isNaN(value.value()))
                .sorted(Comparator.comparing(PerformanceValue::metric))
                .limit(LISTED_MAX)
                .toList();
    }

    private ObjectNode performance(PerformanceValue value) {
        ObjectNode json = Json.object();
        json.put("metric", value.metric());
        Double reference = evidence.reference().get(value.metric());
        if (reference != null) {
            json.set("reference", Json.number(reference));
            json.set("drop_ratio", Json.number(drop(value, reference)));
        }
        json.set("current", Json.number(value.value()));
        ArrayNode interval = json.putArray("ci95");
        interval.add(Json.number(value.low()));
        interval.add(Json.number(value.high()));
        return json;
    }

    /** How much worse than the reference, as a share of it; below 0: better. */
    private static double drop(PerformanceValue value, double reference) {
        double less = (reference - value.value()) / Math.abs(reference);
        return PerformanceDirections.lowerIsBetter(value.metric()) ? -less : less;
    }

    /** The columns in alarm in the newest window that was judged, largest effect first. */
    private List<DriftResult> alarms() {
        Optional<Window> newest =
                evidence.verdicts().stream()
                        .map(DriftResult::window)
                        .max(Comparator.naturalOrder());
        return evidence.verdicts().stream()
                .filter(verdict -> newest.filter(verdict.window()::equals).isPresent())
                .filter(verdict -> verdict.alarmState() == AlarmState.ALARM)
                .sorted(
                        Comparator.comparingDouble(DriftResult::effect)
                                .reversed()
                                .thenComparing(DriftResult::column))
                .limit(LISTED_MAX)
                .toList();
    }

    private static ObjectNode drift(DriftResult verdict) {
        ObjectNode json = Json.object();
        json.put("feature", verdict.column().name());
        json.put("role", verdict.column().role().name());
        json.put("method", verdict.test());
        json.set("score", Json.number(verdict.statistic()));
        json.set("effect", Json.number(verdict.effect()));
        json.put("reference_id", verdict.referenceId());
        return json;
    }

    /** Only the deciding metric's fit meets a threshold. */
    private ObjectNode forecast() {
        return evidence.fits().stream()
                .filter(fit -> fit.range().equals(WindowRange.ALL.name()))
                .filter(fit -> fit.crossingIfAny().isPresent())
                .findFirst()
                .map(RequestEventJson::forecast)
                .orElse(null);
    }

    private static ObjectNode forecast(DecayFit fit) {
        DecayFit.Crossing crossing = fit.crossingIfAny().orElseThrow();
        ObjectNode json = Json.object();
        json.put("metric", fit.metric());
        json.set("threshold", Json.number(crossing.threshold()));
        json.set("at", Json.time(crossing.at()));
        json.set("low", Json.time(crossing.low()));
        json.set("high", Json.time(crossing.high()));
        return json;
    }

    private static String callback(RetrainingRequest request) {
        String model = URLEncoder.encode(request.version().model(), StandardCharsets.UTF_8);
        return "/v1/models/%s/retraining-requests/%s/status"
                .formatted(model.replace("+", "%20"), request.id());
    }
}
