// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.policy;

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
import io.halflife.http.server.RevisionTag;
import io.halflife.storage.Storage;
import io.halflife.storage.json.Json;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.policy.Policies;
import io.halflife.storage.policy.PolicyChange;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The paths of a model's policy: people set it here, machines at the collector. */
public final class PolicyDoors {

    private static final String POLICY = "/v1/models/:model/policy";
    private static final String PREVIEW = ":preview";

    private final BodyReading bodies = new BodyReading();
    private final PolicyApi api;
    private final CursorKey cursorKey;

    public PolicyDoors(Storage storage, CursorKey cursorKey) {
        this.api = new PolicyApi(storage);
        this.cursorKey = cursorKey;
    }

    /** Adds the doors to a server. */
    public void addTo(Doors doors) {
        doors.add(HttpMethod.GET, POLICY, Scope.READ, this::show)
                .add(HttpMethod.PUT, POLICY, Scope.WRITE, bodies.door(this::set))
                .add(HttpMethod.GET, POLICY + "/revisions", Scope.READ, this::revisions)
                // What follows the word is a parameter of its own: {@code policy:preview}.
                .add(HttpMethod.POST, POLICY + ":verb", Scope.WRITE, bodies.door(this::act));
    }

    private Future<Answer> show(Exchange exchange) {
        return exchange.blocking(
                () -> {
                    RegisteredModel model = api.model(exchange.path("model"));
                    return answer(model, api.current(model));
                });
    }

    private Answer set(Exchange exchange, ObjectNode body) {
        RegisteredModel model = api.model(exchange.path("model"));
        int expected = RevisionTag.expected(exchange.header("If-Match"), Policies.ANY_REVISION);
        return answer(model, api.set(model, body, exchange.principal().name(), expected));
    }

    private static Answer answer(RegisteredModel model, PolicyRevision revision) {
        ObjectNode json = Policies.json(model, revision);
        json.set("body", Json.read(revision.body()));
        return Answer.json(200, json).with("ETag", RevisionTag.of(revision.revision()));
    }

    private Answer act(Exchange exchange, ObjectNode body) {
        if (!PREVIEW.equals(exchange.path("verb"))) {
            throw new ProblemException(Problems.notFound());
        }
        return Answer.json(
                200,
                api.preview(
                        exchange.path("model"),
                        exchange.query("version"),
                        exchange.query("environment"),
                        body));
    }

    private Future<Answer> revisions(Exchange exchange) {
        PageQuery query = PageQueryParser.parse(exchange.query(), Set.of());
        Cursors cursors = new Cursors(cursorKey, "policy/" + exchange.path("model"));
        List<String> place = cursors.place(query.cursor());
        int before = place.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(place.get(0));
        return exchange.blocking(
                () -> {
                    List<PolicyChange> found =
                            api.changes(api.model(exchange.path("model")), before, query.limit());
                    Optional<String> next =
                            found.size() < query.limit()
                                    ? Optional.empty()
                                    : Optional.of(
                                            cursors.next(
                                                    List.of(
                                                            Integer.toString(
                                                                    found.get(found.size() - 1)
                                                                            .revision()))));
                    return Answer.json(
                            200, new Page<>(found, next).putInto(Json.object(), PolicyApi::json));
                });
    }
}
