// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.storage.json.DecayFitJson;
import io.halflife.storage.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;

/** Requests to retrain, newest first and a page at a time, and what happened to each. Blocking. */
public final class RequestPages {

    /** Led by the events that made the requests: their numbers are the order. */
    private static final String REQUESTS =
            """
            select r.*, m.name as model, v.version, e.id as number
              from retraining_event e
              join retraining_request r on r.request_id = e.request_id
              join model m on m.id = e.model_id
              join model_version v on v.id = e.version_id
             where e.state = 'REQUESTED' and <condition>
             order by e.id desc
             limit :limit
            """;

    private static final String EVENTS =
            """
            select state, as_of, occurred_at, writer, summary from retraining_event
             where request_id = :id order by id
            """;

    private static final String FITS =
            """
            select body from decay_fit
             where version_id = :version and environment = :environment and as_of = :asOf
             order by metric, range
            """;

    private final Jdbi jdbi;

    public RequestPages(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A request in a list.
     *
     * @param number later requests have higher ones
     */
    public record Numbered(long number, StoredRequest request) {
        public Numbered {
            Objects.requireNonNull(request, "request");
        }
    }

    /**
     * Of every model that is asked for.
     *
     * @param models their names; empty: all
     * @param before the number of the last one of the page before; {@link Long#MAX_VALUE} at first
     */
    public List<Numbered> newest(Set<String> models, long before, int limit) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(REQUESTS)
                                .define(
                                        "condition",
                                        "e.id < :before and (cardinality(:models) = 0 or m.name = any(:models))")
                                .bindArray("models", String.class, models.toArray())
                                .bind("before", before)
                                .bind("limit", limit)
                                .map(RequestPages::numbered)
                                .list());
    }

    /** Of one model in one environment. */
    public List<Numbered> newest(int modelId, String environment, long before, int limit) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(REQUESTS)
                                .define(
                                        "condition",
                                        "e.model_id = :model and e.environment = :environment"
                                                + " and e.id < :before")
                                .bind("model", modelId)
                                .bind("environment", environment)
                                .bind("before", before)
                                .bind("limit", limit)
                                .map(RequestPages::numbered)
                                .list());
    }

    public Optional<StoredRequest> find(String requestId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(REQUESTS)
                                .define("condition", "e.request_id = :id")
                                .bind("id", requestId)
                                .bind("limit", 1)
                                .map(ResultRows::request)
                                .findOne());
    }

    /** In their order. */
    public List<RequestEvent> events(String requestId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(EVENTS)
                                .bind("id", requestId)
                                .map(RequestPages::event)
                                .list());
    }

    /** The fits of the run of this clock: those that a request of that run rests on. */
    public List<DecayFit> fits(VersionScope scope, Instant asOf) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(FITS)
                                .bind("version", scope.versionId())
                                .bind("environment", scope.environment())
                                .bind("asOf", asOf)
                                .map(
                                        row ->
                                                DecayFitJson.read(
                                                        Json.read(
                                                                row.getColumn(
                                                                        "body", String.class))))
                                .list());
    }

    private static Numbered numbered(RowView row) {
        return new Numbered(row.getColumn("number", Long.class), ResultRows.request(row));
    }

    private static RequestEvent event(RowView row) {
        return new RequestEvent(
                row.getColumn("state", String.class),
                row.getColumn("as_of", Instant.class),
                row.getColumn("occurred_at", Instant.class),
                row.getColumn("writer", String.class),
                row.getColumn("summary", String.class));
    }
}
