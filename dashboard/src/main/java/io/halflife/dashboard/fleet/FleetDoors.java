// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.export.ReadAnswers;
import io.halflife.dashboard.read.CursorKey;
import io.halflife.dashboard.read.Cursors;
import io.halflife.dashboard.read.Page;
import io.halflife.dashboard.read.PageQuery;
import io.halflife.dashboard.read.PageQueryParser;
import io.halflife.http.auth.Scope;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.halflife.monitor.model.Violation;
import io.halflife.storage.json.Json;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The path that answers what the fleet page shows. */
public final class FleetDoors {

    private static final Set<String> PARAMETERS =
            Set.of("q", "state", "tag", "group", "sort", ReadAnswers.FORMAT);

    /** Every list takes these; here they would mean nothing. */
    private static final List<String> MEANINGLESS = List.of("version", "environment", "from", "to");

    private final Fleet fleet;
    private final CursorKey cursorKey;

    public FleetDoors(Standings standings, CursorKey cursorKey) {
        this.fleet = new Fleet(standings);
        this.cursorKey = cursorKey;
    }

    /** Adds the door to a server. */
    public void addTo(Doors doors) {
        doors.add(HttpMethod.GET, "/v1/fleet", Scope.READ, this::fleet);
    }

    private Future<Answer> fleet(Exchange exchange) {
        PageQuery page = PageQueryParser.parse(exchange.query(), PARAMETERS);
        requireMeaning(exchange);
        ReadAnswers.requireForm(exchange);
        FleetQuestion question = FleetQuery.ofApi(exchange::query, exchange.principal().models());
        Cursors cursors = new Cursors(cursorKey, question.words());
        List<String> parts = cursors.place(page.cursor());
        Optional<Place> after =
                parts.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Place.of(parts).orElseThrow(FleetQuery::invalidPlace));
        return exchange.blocking(() -> answer(question, after, page.limit(), cursors))
                .map(json -> ReadAnswers.of(exchange, json));
    }

    private static void requireMeaning(Exchange exchange) {
        List<Violation> violations =
                MEANINGLESS.stream()
                        .filter(name -> exchange.query(name) != null)
                        .map(
                                name ->
                                        new Violation(
                                                "/" + name,
                                                "unknown_field",
                                                "the fleet is not filtered by " + name))
                        .toList();
        if (!violations.isEmpty()) {
            throw new ProblemException(Problems.invalid(violations));
        }
    }

    private ObjectNode answer(
            FleetQuestion question, Optional<Place> after, int limit, Cursors cursors) {
        FleetSlice slice = fleet.slice(question, after, limit);
        ObjectNode json = Json.object();
        json.set("counts", FleetJson.counts(slice.whole()));
        return new Page<>(slice.items(), slice.next().map(place -> cursors.next(place.parts())))
                .putInto(json, FleetJson::standing);
    }
}
