// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.dashboard.export.ReadAnswers;
import io.halflife.dashboard.lifecycle.ArchivedPageReader;
import io.halflife.dashboard.page.PageRenderer;
import io.halflife.dashboard.page.fleet.FirstSteps;
import io.halflife.dashboard.read.PageQueryParser;
import io.halflife.dashboard.versions.StorageQuestion;
import io.halflife.dashboard.versions.StorageReads;
import io.halflife.dashboard.versions.VersionPageReader;
import io.halflife.dashboard.versions.VersionsPageReader;
import io.halflife.http.auth.Scope;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.halflife.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Callable;

/** The pages of a model's versions and of archived models, and what versions take. */
final class VersionDoors {

    private static final String VERSIONS = "/models/:model/versions";

    private final VersionsPageReader versions;
    private final VersionPageReader version;
    private final ArchivedPageReader archived;
    private final StorageReads storages;
    private final PageRenderer renderer;

    VersionDoors(Storage storage, Clock clock, FirstSteps steps, PageRenderer renderer) {
        this.versions = new VersionsPageReader(storage, clock);
        this.version = new VersionPageReader(storage, clock, steps);
        this.archived = new ArchivedPageReader(storage);
        this.storages = new StorageReads(storage, clock);
        this.renderer = renderer;
    }

    void addTo(Doors doors) {
        doors.add(HttpMethod.GET, VERSIONS, Scope.READ, this::all);
        doors.add(HttpMethod.GET, VERSIONS + "/:version", Scope.READ, this::one);
        doors.add(HttpMethod.GET, "/archived", Scope.READ, this::archived);
        doors.add(HttpMethod.GET, "/v1/models/:model/storage", Scope.READ, this::storage);
    }

    private static StorageQuestion question(Exchange exchange) {
        return StorageQuestion.of(
                exchange.query("keep"), exchange.query("hot"), exchange.query("cold"));
    }

    private Future<Answer> all(Exchange exchange) {
        VersionsPageReader.Question question =
                new VersionsPageReader.Question(
                        exchange.path("model"),
                        exchange.query("version"),
                        exchange.query("environment"),
                        exchange.query("before"),
                        question(exchange),
                        exchange.query("hot"),
                        exchange.query("cold"));
        return page(exchange, "versions.jte", () -> versions.read(question));
    }

    private Future<Answer> one(Exchange exchange) {
        String environment = exchange.query("environment");
        return page(
                exchange,
                "version.jte",
                () -> version.read(exchange.path("model"), exchange.path("version"), environment));
    }

    private Future<Answer> archived(Exchange exchange) {
        String after = exchange.query("after");
        return page(
                exchange,
                "archived.jte",
                () -> archived.read(after == null ? "" : after, exchange.principal().models()));
    }

    private Future<Answer> storage(Exchange exchange) {
        PageQueryParser.parse(exchange.query(), Set.of("keep", "hot", "cold", ReadAnswers.FORMAT));
        ReadAnswers.requireForm(exchange);
        StorageQuestion question = question(exchange);
        return exchange.blocking(() -> storages.read(exchange.path("model"), question))
                .map(json -> ReadAnswers.of(exchange, json));
    }

    private Future<Answer> page(Exchange exchange, String template, Callable<?> read) {
        String encoding = exchange.header("Accept-Encoding");
        return exchange.blocking(
                () -> PageAnswers.html(200, renderer.render(template, read.call()), encoding));
    }
}
