// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.dashboard.page.PageRenderer;
import io.halflife.dashboard.page.fleet.FleetReader;
import io.halflife.dashboard.page.model.ModelReader;
import io.halflife.dashboard.page.model.Period;
import io.halflife.http.auth.Scope;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.Callable;

/** The pages of the fleet and of a model. */
final class PageDoors {

    private final FleetReader fleet;
    private final ModelReader models;
    private final PageRenderer renderer;

    PageDoors(FleetReader fleet, ModelReader models, PageRenderer renderer) {
        this.fleet = fleet;
        this.models = models;
        this.renderer = renderer;
    }

    void addTo(Doors doors) {
        new AssetDoors().addTo(doors);
        doors.add(HttpMethod.GET, "/", Scope.READ, this::fleet);
        doors.add(HttpMethod.GET, "/models/:model", Scope.READ, this::model);
    }

    private Future<Answer> fleet(Exchange exchange) {
        String after = exchange.query("after");
        return page(
                exchange,
                "fleet.jte",
                () -> fleet.read(after == null ? "" : after, exchange.principal().models()));
    }

    private Future<Answer> model(Exchange exchange) {
        String model = exchange.path("model");
        String version = exchange.query("version");
        String environment = exchange.query("environment");
        Period period = Period.of(exchange.query("from"), exchange.query("to"));
        return page(exchange, "model.jte", () -> models.read(model, version, environment, period));
    }

    private Future<Answer> page(Exchange exchange, String template, Callable<?> read) {
        String encoding = exchange.header("Accept-Encoding");
        return exchange.blocking(
                () -> PageAnswers.html(200, renderer.render(template, read.call()), encoding));
    }
}
