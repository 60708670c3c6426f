// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.mute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.read.CursorKey;
import io.halflife.dashboard.read.Cursors;
import io.halflife.dashboard.read.Page;
import io.halflife.dashboard.read.PageQuery;
import io.halflife.dashboard.read.PageQueryParser;
import io.halflife.dashboard.webhook.BodyReading;
import io.halflife.http.auth.Scope;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.halflife.monitor.model.Violation;
import io.halflife.storage.Storage;
import io.halflife.storage.json.Json;
import io.halflife.storage.period.Mute;
import io.halflife.storage.period.MuteFilter;
import io.halflife.storage.period.Mutes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The paths of muted and excluded periods. */
public final class MuteDoors {

    private static final String MUTES = "/v1/models/:model/mutes";
    private static final String MUTE = MUTES + "/:mute";

    private final BodyReading bodies = new BodyReading();
    private final MuteApi api;
    private final CursorKey cursorKey;

    public MuteDoors(Storage storage, CursorKey cursorKey) {
        this.api = new MuteApi(storage);
        this.cursorKey = cursorKey;
    }

    /** Adds the doors to a server. */
    public void addTo(Doors doors) {
        doors.add(HttpMethod.GET, MUTES, Scope.READ, this::list)
                .add(HttpMethod.POST, MUTES, Scope.WRITE, bodies.door(this::created))
                .add(HttpMethod.GET, MUTE, Scope.READ, this::show)
                .add(HttpMethod.PATCH, MUTE, Scope.WRITE, bodies.door(this::changed))
                .add(HttpMethod.DELETE, MUTE, Scope.WRITE, this::delete);
    }

    private Answer created(Exchange exchange, ObjectNode body) {
        Mutes.Setting setting = api.create(exchange.path("model"), body, writer(exchange));
        return Answer.json(setting.created() ? 201 : 200, MuteJson.mute(setting.mute()))
                .with("Location", exchange.requestPath() + "/" + setting.mute().id());
    }

    private Answer changed(Exchange exchange, ObjectNode body) {
        return Answer.json(
                200,
                MuteJson.mute(
                        api.change(
                                exchange.path("model"),
                                exchange.path("mute"),
                                body,
                                writer(exchange))));
    }

    private Future<Answer> show(Exchange exchange) {
        return exchange.blocking(
                () ->
                        Answer.json(
                                200,
                                MuteJson.mute(
                                        api.require(
                                                exchange.path("model"), exchange.path("mute")))));
    }

    private Future<Answer> delete(Exchange exchange) {
        return exchange.blocking(
                () -> {
                    api.delete(exchange.path("model"), exchange.path("mute"), writer(exchange));
                    return Answer.of(204, Answer.JSON, new byte[0]);
                });
    }

    private Future<Answer> list(Exchange exchange) {
        PageQuery query = PageQueryParser.parse(exchange.query(), Set.of("state"));
        String environment = exchange.query("environment") == null ? "" : query.environment();
        MuteFilter filter =
                new MuteFilter(
                        environment, query.from(), query.to(), state(exchange.query("state")));
        String model = exchange.path("model");
        Cursors cursors =
                new Cursors(
                        cursorKey,
                        String.join(
                                "\n",
                                "mutes/" + model,
                                environment,
                                query.from().toString(),
                                query.to().toString(),
                                Boolean.toString(query.newestFirst()),
                                filter.state().name()));
        List<String> place = cursors.place(query.cursor());
        return exchange.blocking(
                () -> {
                    List<Mute> found =
                            api.list(
                                    model,
                                    filter,
                                    query.newestFirst(),
                                    after(place),
                                    query.limit());
                    return Answer.json(
                            200,
                            new Page<>(found, next(found, query, cursors))
                                    .putInto(Json.object(), MuteJson::mute));
                });
    }

    private static Mutes.Place after(List<String> place) {
        return place.isEmpty()
                ? null
                : new Mutes.Place(Instant.parse(place.get(0)), Long.parseLong(place.get(1)));
    }

    private static Optional<String> next(List<Mute> found, PageQuery query, Cursors cursors) {
        if (found.size() < query.limit()) {
            return Optional.empty();
        }
        Mute last = found.get(found.size() - 1);
        return Optional.of(
                cursors.next(
                        List.of(
                                last.draft().stretch().start().toString(),
                                Long.toString(last.id()))));
    }

    private static MuteFilter.State state(String text) {
        if (text == null) {
            return MuteFilter.State.ACTIVE;
        }
        for (MuteFilter.State state : MuteFilter.State.values()) {
            if (state.name().equals(text)) {
                return state;
            }
        }
        throw new ProblemException(
                Problems.invalid(
                        List.of(
                                new Violation(
                                        "/state",
                                        "invalid_enum",
                                        "state must be ACTIVE, DELETED or ALL"))));
    }

    private static String writer(Exchange exchange) {
        return exchange.principal().name();
    }
}
