// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import static io.halflife.storage.json.Json.number;
import static io.halflife.storage.json.Json.numberOf;
import static io.halflife.storage.json.Json.time;
import static io.halflife.storage.json.Json.timeOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.decay.DecayFit.Band;
import io.halflife.monitor.decay.DecayFit.Crossing;
import io.halflife.monitor.decay.DecayFit.Interval;
import io.halflife.monitor.decay.DecayFit.LeastSquares;
import io.halflife.monitor.decay.DecayFit.Origin;

/**
 * One object of {@code decay[]}: the fit as it is stored and as the read API shows it. Undefined
 * figures are null. The end of an interval that never ends is null too, with {@code "unbounded":
 * true} beside it. Reading what was written gives the same fit.
 */
public final class DecayFitJson {

    private DecayFitJson() {}

    /** Half-life and crossing are null unless the fit is usable and getting worse. */
    public static ObjectNode write(DecayFit fit) {
        ObjectNode json = Json.object();
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
        json.set("crossing", crossing(fit.crossing()));
        json.set("least_squares", leastSquares(fit.leastSquares()));
        ObjectNode origins = json.putObject("origins");
        origins.set("exposure", origin(fit.exposure()));
        origins.set("age", origin(fit.age()));
        json.set("band", band(fit.band()));
        return json;
    }

    private static ObjectNode band(Band band) {
        if (band == null) {
            return null;
        }
        ObjectNode json = Json.object();
        json.set("floor", number(band.floor()));
        json.set("initial", number(band.initial()));
        json.set("mixed", number(band.mixed()));
        json.set("rate", number(band.rate()));
        return json;
    }

    private static ObjectNode interval(Interval interval) {
        if (interval == null) {
            return null;
        }
        ObjectNode json = Json.object();
        json.set("low", number(interval.low()));
        json.set("high", number(interval.high()));
        if (interval.high() == Double.POSITIVE_INFINITY) {
            json.put("unbounded", true);
        }
        return json;
    }

    private static ObjectNode crossing(Crossing crossing) {
        if (crossing == null) {
            return null;
        }
        ObjectNode json = Json.object();
        json.set("threshold", number(crossing.threshold()));
        json.set("at", time(crossing.at()));
        json.set("low", time(crossing.low()));
        json.set("high", time(crossing.high()));
        return json;
    }

    private static ObjectNode leastSquares(LeastSquares curve) {
        if (curve == null) {
            return null;
        }
        ObjectNode json = Json.object();
        json.set("a", number(curve.a()));
        json.set("k", number(curve.k()));
        json.set("rss", number(curve.rss()));
        json.set("t0", time(curve.t0()));
        return json;
    }

    private static ObjectNode origin(Origin origin) {
        if (origin == null) {
            return null;
        }
        ObjectNode json = Json.object();
        json.set("start", time(origin.start()));
        json.set("initial", number(origin.initial()));
        return json;
    }

    /** What {@link #write} wrote. */
    public static DecayFit read(JsonNode json) {
        JsonNode origins = json.path("origins");
        return new DecayFit(
                json.path("metric").textValue(),
                json.path("range").textValue(),
                DecayFit.Status.valueOf(json.path("status").textValue()),
                json.path("reason").textValue(),
                json.path("windows").intValue(),
                timeOf(json, "t0"),
                numberOf(json, "initial"),
                numberOf(json, "rate_per_day"),
                intervalOf(json.path("rate_interval")),
                intervalOf(json.path("half_life_interval")),
                numberOf(json, "dispersion"),
                numberOf(json, "slope_p"),
                crossingOf(json.path("crossing")),
                leastSquaresOf(json.path("least_squares")),
                originOf(origins.path("exposure")),
                originOf(origins.path("age")),
                bandOf(json.path("band")));
    }

    private static Band bandOf(JsonNode json) {
        return json.isObject()
                ? new Band(
                        numberOf(json, "floor"),
                        numberOf(json, "initial"),
                        numberOf(json, "mixed"),
                        numberOf(json, "rate"))
                : null;
    }

    private static Interval intervalOf(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        double high = numberOf(json, "high");
        boolean unbounded = json.path("unbounded").booleanValue();
        return new Interval(numberOf(json, "low"), unbounded ? Double.POSITIVE_INFINITY : high);
    }

    private static Crossing crossingOf(JsonNode json) {
        return json.isObject()
                ? new Crossing(
                        numberOf(json, "threshold"),
                        timeOf(json, "at"),
                        timeOf(json, "low"),
                        timeOf(json, "high"))
                : null;
    }

    private static LeastSquares leastSquaresOf(JsonNode json) {
        return json.isObject()
                ? new LeastSquares(
                        numberOf(json, "a"),
                        numberOf(json, "k"),
                        numberOf(json, "rss"),
                        timeOf(json, "t0"))
                : null;
    }

    private static Origin originOf(JsonNode json) {
        return json.isObject()
                ? new Origin(timeOf(json, "start"), numberOf(json, "initial"))
                : null;
    }
}
