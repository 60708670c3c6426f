// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.DashboardService;
import io.halflife.dashboard.DashboardSettings;
import io.halflife.dashboard.Seeds;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.PostgresFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages of a request that was sent at the second attempt, asked over HTTP. */
class RequestPagesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final String MODEL = "/models/" + Seeds.MODEL;
    private static final String REQUEST = MODEL + "/retraining/" + Seeds.REQUEST_ID;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final List<String> DELIVERY =
            List.of(
                    """
                    insert into webhook_endpoint (id, url, types, models, description, header_names,
                      headers, secret, created_by)
                    values ('whe_1', 'https://pipelines.example:8443/hooks?token=hush', '{}', '{}',
                      '', '{}', '', '', 'test')
                    """,
                    """
                    insert into outbox (type, model_id, environment, payload, writer)
                    select 'retraining.requested', id, 'production', '{}', 'analyzer' from model
                     where name = 'elec2-logreg'
                    """,
                    """
                    insert into webhook_delivery (message_id, endpoint_id, outbox_id, type,
                      request_id, state, attempts, next_attempt_at, first_attempt_at, last_status,
                      delivered_at, created_at)
                    select 'msg_1', 'whe_1', max(id), 'retraining.requested', '%s', 'DELIVERED', 2,
                      now(), now(), 200, now(), now() from outbox
                    """
                            .formatted(Seeds.REQUEST_ID),
                    """
                    insert into webhook_attempt (message_id, number, started_at, outcome, seconds,
                      status, error)
                    values ('msg_1', 1, now(), 'refused', 0.012, 503, 'the endpoint answered 503'),
                           ('msg_1', 2, now(), 'delivered', 0.034, 200, null)
                    """,
                    """
                    insert into retraining_event (request_id, model_id, version_id, environment,
                      state, reason, as_of, expires_at, summary, writer)
                    select 'rtr_many_' || i, model_id, version_id, 'staging', 'REQUESTED', reason,
                      as_of, expires_at, summary, writer
                      from retraining_event, generate_series(1, 60) i
                    """,
                    """
                    insert into retraining_event (request_id, model_id, version_id, environment,
                      state, reason, as_of, expires_at, summary, writer)
                    select request_id, model_id, version_id, environment, 'SENT', reason, now(),
                      expires_at, 'an endpoint has it', 'retraining' from retraining_event
                     where environment = 'production'
                    """);

    private static DashboardService dashboard;

    @BeforeAll
    static void start() {
        Seeds.plant(POSTGRES.storage());
        POSTGRES.storage().jdbi().useTransaction(RequestPagesIT::plantDelivery);
        SettingsReader settings =
                new SettingsReader(
                        Map.of(
                                "HALFLIFE_DEV", "true",
                                "HALFLIFE_DASHBOARD_PORT", "0",
                                "HALFLIFE_DASHBOARD_MANAGEMENT_PORT", "0"),
                        path -> "");
        dashboard = DashboardService.start(DashboardSettings.read(settings), POSTGRES.storage());
    }

    private static void plantDelivery(Handle handle) {
        DELIVERY.forEach(handle::execute);
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    @Test
    void list_ofTheModel_holdsTheRequestWithItsReasonAndState() throws Exception {
        assertHoldsTheRequest(page(MODEL + "/retraining"));
    }

    private static void assertHoldsTheRequest(String page) {
        assertTrue(page.contains("href=\"" + REQUEST + "\""), "leads to the request");
        assertTrue(page.contains("accuracy 0.797 is below 0.831"), "the reason");
        assertTrue(page.contains("SENT</span>"), "the state");
        assertTrue(page.contains(">delivered</td>"), "that an endpoint has it");
    }

    @Test
    void request_showsItsStepsInOrder() throws Exception {
        String page = page(REQUEST);

        int requested = page.indexOf("by analyzer, as of 1997-06-01 01:00 UTC");
        int sent = page.indexOf("by retraining");
        assertTrue(requested > 0 && sent > requested, requested + ", " + sent);
        assertTrue(page.contains("an endpoint has it"));
    }

    @Test
    void request_showsWhatItRestsOn() throws Exception {
        String page = page(REQUEST);

        assertTrue(page.contains("Performance, accuracy"));
        assertTrue(page.contains("0.8310"), "the threshold");
        assertTrue(page.contains("Half-life"), "the fit of its run");
        assertTrue(page.contains("1 of 2: nswprice"), "the columns in alarm then");
        assertTrue(page.contains(MODEL + "/drift?version=1&amp;environment=production"));
    }

    @Test
    void request_showsEveryAttemptAndNoSecret() throws Exception {
        String page = page(REQUEST);

        assertTrue(page.contains("<code>https://pipelines.example:8443</code>"));
        assertFalse(page.contains("hush"), "the address's query may be a secret");
        assertTrue(page.contains("the endpoint answered 503"));
        assertTrue(page.contains(">12 ms<") && page.contains(">34 ms<"));
        assertTrue(page.contains("2 attempts"));
    }

    @Test
    void list_ofAllModels_goesOnAfterItsPage() throws Exception {
        String first = page("/retraining");

        String next = first.replaceAll("(?s).*href=\"(/retraining\\?before=[0-9]+)\".*", "$1");
        assertTrue(next.startsWith("/retraining?before="), "a next page");
        String second = page(next);
        assertEquals(50, rows(first));
        assertEquals(11, rows(second));
        assertFalse(second.contains("rel=\"next\""), "the last page");
        assertHoldsTheRequest(second);
        assertEquals(1, rows(page(MODEL + "/retraining")), "staging is not production");
    }

    private static int rows(String page) {
        return page.split("<tr data-text", -1).length - 1;
    }

    private static String page(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + dashboard.port() + path))
                        .build();
        HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }
}
