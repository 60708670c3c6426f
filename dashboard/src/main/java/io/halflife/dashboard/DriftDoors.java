// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.dashboard.drift.DriftPageReader;
import io.halflife.dashboard.drift.FeaturePageReader;
import io.halflife.dashboard.page.PageRenderer;
import io.halflife.dashboard.quality.QualityPageReader;
import io.halflife.http.auth.Scope;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.halflife.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.util.function.Function;

/** The pages of a window: drift, data quality, and a column. */
final class DriftDoors {

    private static final String MODEL = "/models/:model";

    private final DriftPageReader drift;
    private final FeaturePageReader features;
    private final QualityPageReader quality;
    private final PageRenderer renderer;

    DriftDoors(Storage storage, PageRenderer renderer) {
        this.drift = new DriftPageReader(storage);
        this.features = new FeaturePageReader(storage);
        this.quality = new QualityPageReader(storage, Clock.systemUTC());
        this.renderer = renderer;
    }

    void addTo(Doors doors) {
        add(
                doors,
                MODEL + "/drift",
                "drift.jte",
                exchange ->
                        drift.read(
                                exchange.path("model"),
                                exchange.query("version"),
                                exchange.query("environment"),
                                exchange.query("window")));
        add(
                doors,
                MODEL + "/quality",
                "quality.jte",
                exchange ->
                        quality.read(
                                exchange.path("model"),
                                exchange.query("version"),
                                exchange.query("environment"),
                                exchange.query("window")));
        add(
                doors,
                MODEL + "/features/:name",
                "feature.jte",
                exchange ->
                        features.read(
                                new FeaturePageReader.Question(
                                        exchange.path("model"),
                                        exchange.query("version"),
                                        exchange.query("environment"),
                                        exchange.path("name"),
                                        exchange.query("role"),
                                        exchange.query("window"))));
    }

    private void add(Doors doors, String path, String template, Function<Exchange, Object> reader) {
        doors.add(HttpMethod.GET, path, Scope.READ, exchange -> page(exchange, template, reader));
    }

    private Future<Answer> page(
            Exchange exchange, String template, Function<Exchange, Object> reader) {
        String encoding = exchange.header("Accept-Encoding");
        return exchange.blocking(
                () ->
                        PageAnswers.html(
                                200, renderer.render(template, reader.apply(exchange)), encoding));
    }
}
