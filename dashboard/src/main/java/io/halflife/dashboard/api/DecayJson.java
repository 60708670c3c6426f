// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import static io.halflife.storage.json.Json.number;
import static io.halflife.storage.json.Json.object;
import static io.halflife.storage.json.Json.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.decay.DecayFit;

/** One object of {@code decay[]}: a metric's fit over a range of windows. */
public final class DecayJson {

    private DecayJson() {}

    /** The whole fit; half-life and crossing are null unless it is fitted and getting worse. */
    public static ObjectNode fit(DecayFit fit) {
        ObjectNode json = object();
        json.put("metric", fit.metric());
        json.put("range", fit.range());
        json.put("status", fit.status().name());
        json.put("reason", fit.reason());
        json.put("windows", fit.windows());
        json.set("t0", time(fit.t0()));
        json.set("initial", number(fit.initial()));
        json.set("rate_per_day", number(fit.ratePerDay()));
        json.set("rate_interval", interval(fit.rateInterval()));
        json.set("half_life_days", number(fit.halfLife().orElse(Double.NaN)));
        json.set("half_life_interval", interval(fit.halfLifeInterval()));
        json.set("dispersion", number(fit.dispersion()));
        json.set("slope_p", number(fit.slopeP()));
        json.set("crossing", fit.crossingIfAny().map(DecayJson::crossing).orElse(null));
        json.set("least_squares", leastSquares(fit.leastSquares()));
        json.set("origins", origins(fit));
        return json;
    }

    private static ObjectNode interval(DecayFit.Interval interval) {
        ObjectNode json = object();
        json.set("low", number(interval.low()));
        json.set("high", number(interval.high()));
        return json;
    }

    private static ObjectNode crossing(DecayFit.Crossing crossing) {
        ObjectNode json = object();
        json.set("threshold", number(crossing.threshold()));
        json.set("at", time(crossing.at()));
        json.set("low", time(crossing.low()));
        json.set("high", time(crossing.high()));
        return json;
    }

    private static ObjectNode leastSquares(DecayFit.LeastSquares curve) {
        if (curve == null) {
            return null;
        }
        ObjectNode json = object();
        json.set("a", number(curve.a()));
        json.set("k", number(curve.k()));
        json.set("rss", number(curve.rss()));
        json.set("t0", time(curve.t0()));
        return json;
    }

    private static ObjectNode origins(DecayFit fit) {
        ObjectNode json = object();
        json.set("exposure", origin(fit.exposure()));
        json.set("age", origin(fit.age()));
        return json;
    }

    private static ObjectNode origin(DecayFit.Origin origin) {
        if (origin == null) {
            return null;
        }
        ObjectNode json = object();
        json.set("start", time(origin.start()));
        json.set("initial", number(origin.initial()));
        return json;
    }
}
