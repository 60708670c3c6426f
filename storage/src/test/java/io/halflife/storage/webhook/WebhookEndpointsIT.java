// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebhookEndpointsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final SealingKey KEY = SealingKey.of(SealingKey.random());
    private static final EndpointDraft DRAFT =
            new EndpointDraft(
                    "https://ci.example/hook",
                    List.of("retraining.requested"),
                    List.of("credit-risk"),
                    "the pipeline",
                    Map.of("X-Team", "blue"),
                    true);

    private static WebhookEndpoints endpoints() {
        return POSTGRES.storage().webhookEndpoints();
    }

    @Test
    void create_keepsWhatWasSaidAndSealsTheSecrets() {
        NewSecret made = endpoints().create(DRAFT, "ann", KEY);

        WebhookEndpoint found = endpoints().find(made.endpoint().id()).orElseThrow();
        assertEquals(made.endpoint(), found);
        assertEquals(List.of("X-Team"), found.headerNames());
        assertTrue(found.isOn());
        assertTrue(made.secret().startsWith("whsec_"));
        assertEquals(DRAFT, endpoints().draft(found.id(), KEY).orElseThrow());
        assertFalse(rowsAsText().contains(made.secret()));
        assertFalse(rowsAsText().contains("blue"));
    }

    @Test
    void rotate_keepsTheSecretBefore() {
        NewSecret made = endpoints().create(DRAFT, "ann", KEY);

        NewSecret rotated = endpoints().rotate(made.endpoint().id(), KEY).orElseThrow();

        assertNotEquals(made.secret(), rotated.secret());
        assertTrue(rotated.endpoint().previousSecretUntil() != null);
    }

    @Test
    void delete_leavesNoSecret() {
        String id = endpoints().create(DRAFT, "ann", KEY).endpoint().id();

        assertTrue(endpoints().delete(id));

        assertTrue(endpoints().find(id).isEmpty());
        assertFalse(endpoints().delete(id));
        String left =
                POSTGRES.storage()
                        .jdbi()
                        .withHandle(
                                h ->
                                        h.createQuery(
                                                        "select cast(secret || headers as text)"
                                                                + " from webhook_endpoint where id = :id")
                                                .bind("id", id)
                                                .mapTo(String.class)
                                                .one());
        assertEquals("\\x", left);
    }

    @Test
    void update_onlyAPersonTurnsAShutOffEndpointOnAgain() {
        String id = endpoints().create(DRAFT, "ann", KEY).endpoint().id();
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "insert into webhook_shutoff values (?, now(), 'answered 410')",
                                        id));

        assertEquals("answered 410", endpoints().find(id).orElseThrow().shutOff());
        assertFalse(endpoints().update(id, DRAFT, false, KEY).orElseThrow().isOn());
        WebhookEndpoint again = endpoints().update(id, DRAFT, true, KEY).orElseThrow();
        assertTrue(again.isOn());
        assertNull(again.shutOff());
    }

    @Test
    void list_goesOnAfterAnId() {
        endpoints().create(DRAFT, "ann", KEY);
        endpoints().create(DRAFT, "ann", KEY);

        List<WebhookEndpoint> all = endpoints().list("", 100);

        assertEquals(all.subList(1, all.size()), endpoints().list(all.get(0).id(), 100));
    }

    private static String rowsAsText() {
        return POSTGRES.storage()
                .jdbi()
                .withHandle(
                        h ->
                                h.createQuery(
                                                "select string_agg(encode(secret || headers, 'escape') || cast(to_jsonb(e) as text), '')"
                                                        + " from webhook_endpoint e")
                                        .mapTo(String.class)
                                        .one());
    }
}
