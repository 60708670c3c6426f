// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.dashboard.page.PageRenderer;
import io.halflife.dashboard.requests.RequestListReader;
import io.halflife.dashboard.requests.RequestReader;
import io.halflife.http.auth.Scope;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.halflife.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.util.function.Supplier;

/** The pages of calls to retrain. */
final class RequestDoors {

    private final RequestListReader lists;
    private final RequestReader requests;
    private final PageRenderer renderer;

    RequestDoors(Storage storage, PageRenderer renderer) {
        this.lists = new RequestListReader(storage);
        this.requests = new RequestReader(storage, Clock.systemUTC());
        this.renderer = renderer;
    }

    void addTo(Doors doors) {
        doors.add(HttpMethod.GET, "/retraining", Scope.READ, this::all);
        doors.add(HttpMethod.GET, "/models/:model/retraining", Scope.READ, this::ofModel);
        doors.add(HttpMethod.GET, "/models/:model/retraining/:request", Scope.READ, this::one);
    }

    private Future<Answer> all(Exchange exchange) {
        return page(
                exchange,
                "requests.jte",
                () -> lists.all(exchange.query("before"), exchange.principal().models()));
    }

    private Future<Answer> ofModel(Exchange exchange) {
        return page(
                exchange,
                "requests.jte",
                () ->
                        lists.ofModel(
                                exchange.path("model"),
                                exchange.query("version"),
                                exchange.query("environment"),
                                exchange.query("before"),
                                exchange.principal().has(Scope.RETRAIN)));
    }

    private Future<Answer> one(Exchange exchange) {
        return page(
                exchange,
                "request.jte",
                () ->
                        requests.read(
                                exchange.path("model"),
                                exchange.path("request"),
                                new RequestReader.Rights(
                                        exchange.principal().has(Scope.RETRAIN),
                                        exchange.principal().has(Scope.ADMIN))));
    }

    private Future<Answer> page(Exchange exchange, String template, Supplier<Object> reader) {
        String encoding = exchange.header("Accept-Encoding");
        return exchange.blocking(
                () -> PageAnswers.html(200, renderer.render(template, reader.get()), encoding));
    }
}
