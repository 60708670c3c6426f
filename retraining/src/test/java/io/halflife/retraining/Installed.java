// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.retraining.delivery.DeliverySettings;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.webhook.AttemptOutcome;
import io.halflife.storage.webhook.Delivery;
import io.halflife.storage.webhook.DeliveryAttempt;
import io.halflife.storage.webhook.EndpointDraft;
import io.halflife.storage.webhook.NewSecret;
import io.halflife.storage.webhook.SealingKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A database of its own with one model, and what tests do to it. */
record Installed(Storage storage, String keyText) implements AutoCloseable {

    static final Duration SHORT = Duration.ofMillis(700);

    private static final Duration LONG = Duration.ofSeconds(10);

    static Installed fresh() {
        Storage storage = Storage.open(PostgresFixture.freshSettings());
        storage.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        with m as (insert into model (name) values ('churn')
                                                   returning id)
                                        insert into model_version (model_id, version, task, signature)
                                        select id, '1', 'regression',
                                               '{"inputs":[],"inferred":false}' from m
                                        """));
        return new Installed(storage, SealingKey.random());
    }

    SealingKey key() {
        return SealingKey.of(keyText);
    }

    RetrainingSettings settings(Duration totalTimeout) {
        return new RetrainingSettings(
                "127.0.0.1",
                0,
                new DeliverySettings(
                        Optional.of(key()),
                        totalTimeout,
                        totalTimeout,
                        "http://127.0.0.1:8090",
                        true));
    }

    RetrainingService start() {
        return RetrainingService.start(settings(LONG), storage);
    }

    /** Attempts are cut off soon. */
    RetrainingService startImpatient() {
        return RetrainingService.start(settings(SHORT), storage);
    }

    RetrainingService start(Clock clock) {
        return RetrainingService.start(settings(LONG), storage, clock);
    }

    NewSecret endpoint(String url, String... types) {
        return storage.webhookEndpoints()
                .create(
                        new EndpointDraft(
                                url,
                                List.of(types),
                                List.of(),
                                "a pipeline",
                                Map.of("X-Team", "blue"),
                                true),
                        "test",
                        key());
    }

    /** A call to retrain, as the analyzer writes it: the event and its message, in one go. */
    void request(String requestId, Instant expiresAt) {
        storage.jdbi()
                .useTransaction(
                        handle ->
                                handle.createUpdate(
                                                """
                                                with e as (
                                                  insert into retraining_event (request_id, model_id,
                                                    version_id, environment, state, reason, as_of,
                                                    expires_at, summary, writer)
                                                  select :id, v.model_id, v.id, 'production',
                                                    'REQUESTED', 'decay', now(), :expiresAt,
                                                    'too bad', 'analyzer' from model_version v)
                                                insert into outbox (type, model_id, environment,
                                                  payload, expires_at, writer)
                                                select 'retraining.requested', v.model_id,
                                                  'production', jsonb_build_object(
                                                    'type', 'retraining.requested',
                                                    'timestamp', '2026-11-22T08:20:00Z',
                                                    'data', jsonb_build_object(
                                                      'request_id', :id, 'model', 'churn',
                                                      'evidence', jsonb_build_object('drift', 0.34))),
                                                  :expiresAt, 'analyzer' from model_version v
                                                """)
                                        .bind("id", requestId)
                                        .bind("expiresAt", expiresAt)
                                        .execute());
    }

    /** A call to retrain that is worth delivering for a day. */
    void request(String requestId) {
        request(requestId, Instant.now().plus(Duration.ofDays(1)));
    }

    /** A person calls it off. */
    void cancel(String requestId) {
        int model = storage.models().find("churn").orElseThrow().modelId();
        assertTrue(
                storage.requests().cancel(model, requestId, "wrong data", "dashboard").isPresent());
    }

    /** An alarm, of which there may be many at once. */
    void alarms(int n) {
        storage.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        insert into outbox (type, model_id, environment, payload, writer)
                                        select 'alarm.raised', m.id, 'production',
                                               jsonb_build_object('type', 'alarm.raised', 'timestamp',
                                                 '2026-11-22T08:20:00Z', 'data',
                                                 jsonb_build_object('label', i)), 'analyzer'
                                          from model m, generate_series(1, ?) as i
                                        """,
                                        n));
    }

    String state(String requestId) {
        return storage.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select state from retraining_request"
                                                        + " where request_id = :id")
                                        .bind("id", requestId)
                                        .mapTo(String.class)
                                        .one());
    }

    /** The only delivery of a request; empty as long as there is none. */
    Optional<Delivery> delivery(String requestId) {
        return storage.deliveries().ofRequest(requestId).stream()
                .filter(d -> d.type().equals("retraining.requested"))
                .findFirst();
    }

    List<AttemptOutcome> outcomes(String requestId) {
        return delivery(requestId)
                .map(d -> storage.deliveries().attempts(d.messageId()))
                .orElse(List.of())
                .stream()
                .map(DeliveryAttempt::outcome)
                .toList();
    }

    @Override
    public void close() {
        storage.close();
    }
}
