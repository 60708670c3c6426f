// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.lifecycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.api.ModelJson;
import io.halflife.dashboard.export.ReadAnswers;
import io.halflife.dashboard.read.CursorKey;
import io.halflife.dashboard.read.Cursors;
import io.halflife.dashboard.read.Page;
import io.halflife.dashboard.read.PageQuery;
import io.halflife.dashboard.read.PageQueryParser;
import io.halflife.dashboard.webhook.BodyReading;
import io.halflife.http.auth.Scope;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.server.Answer;
import io.halflife.http.server.CrossSite;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.halflife.storage.Storage;
import io.halflife.storage.json.Json;
import io.halflife.storage.lifecycle.Act;
import io.halflife.storage.lifecycle.ModelEvent;
import io.halflife.storage.lifecycle.ModelEvents;
import io.halflife.storage.lifecycle.ModelLifecycle;
import io.halflife.storage.lifecycle.Removal;
import io.halflife.storage.model.RegisteredModel;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The paths with which models are archived, restored and deleted, and the record of it. */
public final class LifecycleDoors {

    private static final String MODEL = "/v1/models/:model";
    private static final String EVENTS = "/v1/audit-events";

    private final BodyReading bodies = new BodyReading();
    private final ModelLifecycle models;
    private final ModelEvents events;
    private final CursorKey cursorKey;

    public LifecycleDoors(Storage storage, CursorKey cursorKey) {
        this.models = new ModelLifecycle(storage.jdbi());
        this.events = new ModelEvents(storage.jdbi());
        this.cursorKey = cursorKey;
    }

    /** Adds the doors to a server. */
    public void addTo(Doors doors) {
        write(doors, "/archive", this::archive);
        write(doors, "/restore", this::restore);
        write(doors, "/delete", this::delete);
        doors.add(HttpMethod.GET, EVENTS, Scope.ADMIN, this::events);
    }

    private void write(Doors doors, String path, BodyReading.BodyDoor door) {
        doors.add(
                HttpMethod.POST,
                MODEL + path,
                Scope.ADMIN,
                exchange -> {
                    CrossSite.refuse(exchange);
                    return bodies.door(door).answer(exchange);
                });
    }

    private Answer archive(Exchange exchange, ObjectNode body) {
        return shown(
                models.archive(exchange.path("model"), act(exchange, LifecycleBody.reason(body))));
    }

    private Answer restore(Exchange exchange, ObjectNode body) {
        return shown(
                models.restore(exchange.path("model"), act(exchange, LifecycleBody.reason(body))));
    }

    private static Answer shown(Optional<RegisteredModel> model) {
        return Answer.json(
                200,
                ModelJson.model(
                        model.orElseThrow(() -> new ProblemException(Exchange.unknownModel()))));
    }

    private Answer delete(Exchange exchange, ObjectNode body) {
        String name = exchange.path("model");
        String reason = LifecycleBody.confirmedReason(body, name);
        Removal removal = models.delete(name, act(exchange, reason));
        return switch (removal.outcome()) {
            case DELETED -> Answer.json(200, json(name, removal));
            case UNKNOWN -> throw new ProblemException(Exchange.unknownModel());
            case NOT_ARCHIVED ->
                    throw conflict(
                            "model_not_archived",
                            "only an archived model can be deleted; archive it first");
            case ANALYSED ->
                    throw conflict(
                            "analysis_running",
                            "an analyzer is at this model; try again when it is done");
            case BUSY ->
                    throw conflict(
                            "model_busy",
                            "rows of this model are still being written, or somebody else is"
                                    + " changing it; try again in a minute");
        };
    }

    private static ObjectNode json(String name, Removal removal) {
        ObjectNode json = Json.object();
        json.put("name", name);
        json.put("state", "DELETED");
        ObjectNode rows = json.putObject("rows");
        removal.rows().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(table -> rows.put(table.getKey(), table.getValue()));
        json.put("archived_files", removal.archivedFiles());
        removal.archives().forEach(json.putArray("archives")::add);
        return json;
    }

    private Future<Answer> events(Exchange exchange) {
        PageQuery query = PageQueryParser.parse(exchange.query(), Set.of(ReadAnswers.FORMAT));
        ReadAnswers.requireForm(exchange);
        Cursors cursors = new Cursors(cursorKey, "audit-events");
        List<String> place = cursors.place(query.cursor());
        long before = place.isEmpty() ? Long.MAX_VALUE : Long.parseLong(place.get(0));
        return exchange.blocking(
                        () -> events.list(before, query.limit(), exchange.principal().models()))
                .map(found -> ReadAnswers.of(exchange, page(found, query, cursors)));
    }

    private static ObjectNode page(List<ModelEvent> found, PageQuery query, Cursors cursors) {
        Optional<String> next =
                found.size() < query.limit()
                        ? Optional.empty()
                        : Optional.of(
                                cursors.next(
                                        List.of(Long.toString(found.get(found.size() - 1).id()))));
        return new Page<>(found, next).putInto(Json.object(), LifecycleDoors::event);
    }

    private static ObjectNode event(ModelEvent event) {
        ObjectNode json = Json.object();
        json.put("id", Long.toString(event.id()));
        json.set("occurred_at", Json.time(event.occurredAt()));
        json.put("actor", event.act().actor());
        json.put("writer", event.act().writer());
        json.put("action", "model." + event.action().name().toLowerCase(Locale.ROOT));
        json.put("model", event.model());
        json.put("reason", event.act().reason());
        json.set("detail", Json.read(event.detailJson()));
        return json;
    }

    private static Act act(Exchange exchange, String reason) {
        return new Act(exchange.principal().name(), reason, "dashboard");
    }

    private static ProblemException conflict(String code, String detail) {
        return new ProblemException(Problem.of(409, code, detail));
    }
}
