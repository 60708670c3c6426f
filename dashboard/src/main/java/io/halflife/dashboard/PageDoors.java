// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.dashboard.page.FleetReader;
import io.halflife.dashboard.page.PageRenderer;
import io.halflife.http.auth.Scope;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/** The pages of the fleet and of a model. */
final class PageDoors {

    private final FleetReader fleet;
    private final PageRenderer renderer;

    PageDoors(FleetReader fleet, PageRenderer renderer) {
        this.fleet = fleet;
        this.renderer = renderer;
    }

    void addTo(Doors doors) {
        new AssetDoors().addTo(doors);
        doors.add(HttpMethod.GET, "/", Scope.READ, this::fleet);
    }

    private Future<Answer> fleet(Exchange exchange) {
        String after = exchange.query("after");
        String encoding = exchange.header("Accept-Encoding");
        return exchange.blocking(
                () -> {
                    var page = fleet.read(after == null ? "" : after, exchange.principal()::sees);
                    return PageAnswers.html(200, renderer.render("fleet.jte", page), encoding);
                });
    }
}
