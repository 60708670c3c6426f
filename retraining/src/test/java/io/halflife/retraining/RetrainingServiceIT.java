// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetrainingServiceIT {

    private static final RetrainingSettings FREE_PORT = new RetrainingSettings("127.0.0.1", 0);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Without a key nothing can be signed: what endpoints want waits, and one sees it. */
    @Test
    void metrics_countWhatWaits() throws Exception {
        try (Installed installed = Installed.fresh();
                RetrainingService service =
                        RetrainingService.start(FREE_PORT, installed.storage())) {
            String before = get(service, "/metrics").body();
            assertTrue(before.contains(items("pending", 0)), before);
            assertFalse(before.contains("halflife_webhook_oldest_pending"), before);

            installed.endpoint("http://127.0.0.1:1/");
            installed.request("rtr_1", Instant.now().plusSeconds(3600));
            installed.request("rtr_2", Instant.now().minusSeconds(1));

            await().untilAsserted(
                            () -> {
                                String after = get(service, "/metrics").body();
                                assertTrue(after.contains(items("pending", 1)), after);
                                assertTrue(after.contains(items("dead", 1)), after);
                                assertTrue(
                                        after.contains("halflife_webhook_dead_letters_total 1.0"),
                                        after);
                                assertTrue(
                                        after.contains(
                                                "halflife_webhook_oldest_pending_timestamp_seconds 1."),
                                        after);
                            });
        }
    }

    /** Alive, but not ready and without an old number: the operator sees which part is ill. */
    @Test
    void withoutDatabase_isAliveAndNotReady() throws Exception {
        Storage storage = Storage.open(PostgresFixture.freshSettings());
        try (RetrainingService service = RetrainingService.start(FREE_PORT, storage)) {
            assertEquals(200, get(service, "/ready").statusCode());
            storage.close();

            assertEquals(200, get(service, "/live").statusCode());
            assertEquals(503, get(service, "/ready").statusCode());
            String metrics = get(service, "/metrics").body();
            assertFalse(metrics.contains("halflife_webhook_outbox_items"), metrics);
            assertTrue(metrics.contains("jvm_"), metrics);
        }
    }

    /** Whatever became of its message, a request ends by its time and the next one may be made. */
    @Test
    void requests_endWhenTheirTimeIsOver() throws Exception {
        try (Storage storage = Storage.open(PostgresFixture.freshSettings())) {
            storage.jdbi().useHandle(handle -> handle.execute(OUTLIVED_REQUEST));
            try (RetrainingService service = RetrainingService.start(FREE_PORT, storage)) {
                await().untilAsserted(() -> assertEquals("EXPIRED", stateOfRequest(storage)));
                await().untilAsserted(
                                () ->
                                        assertTrue(
                                                get(service, "/metrics")
                                                        .body()
                                                        .contains(
                                                                "halflife_retraining_requests_expired_total 1.0")));
            }
        }
    }

    private static final String OUTLIVED_REQUEST =
            """
            with m as (insert into model (name) values ('m') returning id),
                 v as (insert into model_version (model_id, version, task, signature)
                       select id, '1', 'regression', '{"inputs":[],"inferred":false}' from m
                       returning id, model_id)
            insert into retraining_event (request_id, model_id, version_id, environment, state,
              reason, as_of, expires_at, summary, writer)
            select 'rtr_1', v.model_id, v.id, 'production', 'REQUESTED', 'decay', now(),
                   now() - interval '1 second', 'too bad', 'analyzer'
              from v
            """;

    private static String stateOfRequest(Storage storage) {
        return storage.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("select state from retraining_request")
                                        .mapTo(String.class)
                                        .one());
    }

    private static String items(String state, int n) {
        return "halflife_webhook_outbox_items{state=\"" + state + "\"} " + n + ".0";
    }

    private static HttpResponse<String> get(RetrainingService service, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + service.managementPort() + path);
        return CLIENT.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
