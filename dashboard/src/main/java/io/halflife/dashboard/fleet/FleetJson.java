// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import static io.halflife.storage.json.Json.number;
import static io.halflife.storage.json.Json.object;
import static io.halflife.storage.json.Json.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.fleet.FleetSlice.Counts;
import io.halflife.dashboard.fleet.Standing.Budget;
import io.halflife.dashboard.fleet.Standing.Figures;
import io.halflife.dashboard.page.StateMark;
import io.halflife.storage.pages.FleetScan.Run;
import io.halflife.storage.pages.LastRequest;
import java.util.Map;

/** The fleet as the read API shows it. */
final class FleetJson {

    private FleetJson() {}

    static ObjectNode counts(Counts counts) {
        ObjectNode json = object();
        json.put("models", counts.models());
        for (StateMark mark : StateMark.values()) {
            json.put(mark.name(), counts.of(mark));
        }
        return json;
    }

    static ObjectNode standing(Standing standing) {
        ObjectNode json = object();
        json.put("model", standing.model());
        json.put("version", standing.entry().run().map(Run::version).orElse(null));
        json.put(
                "environment",
                standing.entry().run().map(r -> r.scope().environment()).orElse(null));
        json.put("origin", standing.entry().origin());
        ObjectNode tags = json.putObject("tags");
        standing.tags().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        json.put("state", standing.mark().name());
        json.set("as_of", time(standing.entry().run().map(Run::asOf).orElse(null)));
        json.set(
                "window",
                standing.figures()
                        .filter(f -> f.predictions() >= 0)
                        .map(FleetJson::window)
                        .orElse(null));
        json.set("performance", standing.figures().map(FleetJson::performance).orElse(null));
        json.set(
                "half_life_days",
                number(standing.figures().map(Figures::halfLifeDays).orElse(Double.NaN)));
        json.set(
                "days_to_threshold",
                number(standing.figures().map(Figures::crossingDays).orElse(Double.NaN)));
        json.set("serving", standing.figures().map(FleetJson::serving).orElse(null));
        json.set("error_budget", standing.budget().map(FleetJson::budget).orElse(null));
        json.set("request", standing.request().map(FleetJson::request).orElse(null));
        return json;
    }

    private static ObjectNode window(Figures figures) {
        ObjectNode json = object();
        json.put("columns", figures.columns());
        json.put("alarm", figures.alarm());
        json.put("watch", figures.watch());
        json.put("inconclusive", figures.inconclusive());
        json.put("predictions", figures.predictions());
        return json;
    }

    private static ObjectNode performance(Figures figures) {
        ObjectNode json = object();
        json.put("metric", figures.metric());
        json.set("value", number(figures.performance()));
        json.set("threshold", number(figures.threshold()));
        json.put("labelled", figures.labelled());
        return json;
    }

    private static ObjectNode serving(Figures figures) {
        ObjectNode json = object();
        json.set("p99_seconds", number(figures.p99Seconds()));
        json.set("error_share", number(figures.errorShare()));
        return json;
    }

    private static ObjectNode budget(Budget budget) {
        ObjectNode json = object();
        json.put("kind", budget.kind());
        json.set("objective", number(budget.objective()));
        json.set("limit_seconds", number(budget.limitSeconds()));
        json.put("period_seconds", budget.periodSeconds());
        json.set("left", number(budget.left()));
        return json;
    }

    private static ObjectNode request(LastRequest request) {
        ObjectNode json = object();
        json.put("id", request.requestId());
        json.put("state", request.state());
        json.put("reason", request.reason().jsonName());
        json.set("as_of", time(request.asOf()));
        return json;
    }
}
