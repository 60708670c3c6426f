// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.dashboard.fleet.FleetQuery;
import io.halflife.dashboard.fleet.FleetQuestion;
import io.halflife.dashboard.fleet.Place;
import io.halflife.dashboard.fleet.Standings;
import io.halflife.dashboard.page.PageRenderer;
import io.halflife.dashboard.page.fleet.FirstSteps;
import io.halflife.dashboard.page.fleet.FleetReader;
import io.halflife.dashboard.page.model.ModelReader;
import io.halflife.dashboard.page.period.Period;
import io.halflife.dashboard.performance.PerformancePageReader;
import io.halflife.dashboard.slo.SloPageReader;
import io.halflife.http.auth.Scope;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.halflife.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The pages of the fleet and of a model. */
final class PageDoors {

    private final FleetReader fleet;
    private final ModelReader models;
    private final PerformancePageReader performance;
    private final SloPageReader slo;
    private final PageRenderer renderer;

    PageDoors(
            Storage storage,
            Clock clock,
            FirstSteps steps,
            Standings standings,
            PageRenderer renderer) {
        this.fleet = new FleetReader(storage, clock, steps, standings);
        this.models = new ModelReader(storage, clock);
        this.performance = new PerformancePageReader(storage, clock);
        this.slo = new SloPageReader(storage, clock);
        this.renderer = renderer;
    }

    void addTo(Doors doors) {
        new AssetDoors().addTo(doors);
        doors.add(HttpMethod.GET, "/", Scope.READ, this::fleet);
        doors.add(HttpMethod.GET, "/models/:model", Scope.READ, this::model);
        doors.add(HttpMethod.GET, "/models/:model/performance", Scope.READ, this::performance);
        doors.add(HttpMethod.GET, "/models/:model/slo", Scope.READ, this::slo);
    }

    private Future<Answer> fleet(Exchange exchange) {
        FleetQuestion question = FleetQuery.ofPage(exchange::query, exchange.principal().models());
        Optional<Place> after = FleetQuery.after(exchange.query("after"));
        return page(exchange, "fleet.jte", () -> fleet.read(question, after));
    }

    private Future<Answer> model(Exchange exchange) {
        return inPeriod(exchange, "model.jte", models::read);
    }

    private Future<Answer> slo(Exchange exchange) {
        return inPeriod(exchange, "slo.jte", slo::read);
    }

    /** Reads a page of a version over a period. */
    private interface PeriodRead {
        Object of(String model, String version, String environment, Period period);
    }

    private Future<Answer> inPeriod(Exchange exchange, String template, PeriodRead read) {
        String model = exchange.path("model");
        String version = exchange.query("version");
        String environment = exchange.query("environment");
        Period period = Period.of(exchange.query("from"), exchange.query("to"));
        return page(exchange, template, () -> read.of(model, version, environment, period));
    }

    private Future<Answer> performance(Exchange exchange) {
        PerformancePageReader.Question question =
                new PerformancePageReader.Question(
                        exchange.path("model"),
                        exchange.query("version"),
                        exchange.query("environment"),
                        exchange.query("metric"),
                        Period.of(exchange.query("from"), exchange.query("to")));
        return page(exchange, "performance.jte", () -> performance.read(question));
    }

    private Future<Answer> page(Exchange exchange, String template, Callable<?> read) {
        String encoding = exchange.header("Accept-Encoding");
        return exchange.blocking(
                () -> PageAnswers.html(200, renderer.render(template, read.call()), encoding));
    }
}
