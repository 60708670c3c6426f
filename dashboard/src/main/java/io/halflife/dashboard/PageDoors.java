// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.dashboard.page.FleetPage;
import io.halflife.dashboard.page.FleetReader;
import io.halflife.dashboard.page.PageRenderer;
import io.halflife.http.auth.Scope;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The pages and what they are made of. Every page carries a policy that forbids inline scripts and
 * styles, other origins and framing.
 */
final class PageDoors {

    /** No exception in it: scripts, styles and pictures come from this server only. */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private static final Map<String, String> ASSETS =
            Map.of(
                    "halflife.css", "text/css; charset=utf-8",
                    "theme.js", "text/javascript; charset=utf-8",
                    "halflife.svg", "image/svg+xml");

    private final FleetReader fleet;
    private final PageRenderer renderer;

    PageDoors(FleetReader fleet, PageRenderer renderer) {
        this.fleet = fleet;
        this.renderer = renderer;
    }

    void addTo(Doors doors) {
        doors.add(HttpMethod.GET, "/", Scope.READ, this::fleet);
        for (Map.Entry<String, String> asset : ASSETS.entrySet()) {
            Answer answer = asset(asset.getKey(), asset.getValue());
            doors.open(
                    HttpMethod.GET,
                    "/assets/" + asset.getKey(),
                    exchange -> Future.succeededFuture(answer));
        }
    }

    private Future<Answer> fleet(Exchange exchange) {
        String after = exchange.query("after");
        return exchange.blocking(
                        () -> fleet.read(after == null ? "" : after, exchange.principal()::sees))
                .map(this::html);
    }

    private Answer html(FleetPage page) {
        return Answer.of(200, "text/html; charset=utf-8", renderer.fleet(page))
                .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .with("Referrer-Policy", "same-origin");
    }

    /** Small and the same for the life of the process; a browser asks again after five minutes. */
    private static Answer asset(String name, String contentType) {
        String path = "assets/" + name;
        try (InputStream in = PageDoors.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("missing from the build: " + path);
            }
            return Answer.of(200, contentType, in.readAllBytes())
                    .with("Cache-Control", "max-age=300");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
