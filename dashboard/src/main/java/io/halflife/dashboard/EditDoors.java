// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.dashboard.mute.MutesPageReader;
import io.halflife.dashboard.page.PageRenderer;
import io.halflife.dashboard.policy.PolicyPageReader;
import io.halflife.http.auth.Scope;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.halflife.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.util.function.Supplier;

/** The pages on which people set what is watched: the policy, and muted and excluded periods. */
final class EditDoors {

    private final PolicyPageReader policies;
    private final MutesPageReader mutes;
    private final PageRenderer renderer;

    EditDoors(Storage storage, Clock clock, PageRenderer renderer) {
        this.policies = new PolicyPageReader(storage);
        this.mutes = new MutesPageReader(storage, clock);
        this.renderer = renderer;
    }

    void addTo(Doors doors) {
        doors.add(HttpMethod.GET, "/models/:model/policy", Scope.READ, this::policy);
        doors.add(HttpMethod.GET, "/models/:model/mutes", Scope.READ, this::mutes);
    }

    private Future<Answer> policy(Exchange exchange) {
        return page(
                exchange,
                "policy.jte",
                () ->
                        policies.read(
                                exchange.path("model"),
                                exchange.query("version"),
                                exchange.query("environment"),
                                exchange.query("before"),
                                exchange.principal().has(Scope.WRITE)));
    }

    private Future<Answer> mutes(Exchange exchange) {
        return page(
                exchange,
                "mutes.jte",
                () ->
                        mutes.read(
                                new MutesPageReader.Question(
                                        exchange.path("model"),
                                        exchange.query("version"),
                                        exchange.query("environment"),
                                        exchange.query("before"),
                                        exchange.query("from"),
                                        exchange.query("to"),
                                        exchange.principal().has(Scope.WRITE))));
    }

    private Future<Answer> page(Exchange exchange, String template, Supplier<Object> reader) {
        String encoding = exchange.header("Accept-Encoding");
        return exchange.blocking(
                () -> PageAnswers.html(200, renderer.render(template, reader.get()), encoding));
    }
}
