// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.key.KeyVerdict.Outcome;
import io.halflife.storage.webhook.SealingKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApiKeysIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private final KeyPepper pepper = KeyPepper.of(SealingKey.of(SealingKey.random()));

    private static ApiKeys keys() {
        return POSTGRES.storage().apiKeys();
    }

    private static KeyDraft draft() {
        return new KeyDraft(
                "scoring service",
                List.of("ingest:predictions", "ingest:labels"),
                List.of("credit-risk"),
                true,
                Optional.of(Cidr.of("10.0.0.0/8")),
                new KeyLimits(5, 0, 1000, 7000),
                Duration.ofDays(30));
    }

    @Test
    void create_keepsAllButTheSecret() {
        NewKey made = keys().create(draft(), pepper);

        ApiKey key = keys().find(made.text().id()).orElseThrow();
        assertEquals(made.key(), key);
        assertEquals(List.of("ingest:predictions", "ingest:labels"), key.scopes());
        assertEquals(List.of("credit-risk"), key.models());
        assertEquals("10.0.0.0/8", key.cidr().orElseThrow().toString());
        assertEquals(new KeyLimits(5, 10, 1000, 7000), key.limits());
        assertEquals(Duration.ofDays(30), Duration.between(key.createdAt(), key.expiresAt()));
        assertTrue(keys().stored(key.id()).orElseThrow().fits(made.text(), pepper));
        String secret = made.text().reveal().substring(21, 64);
        assertFalse(rowAsText(key.id()).contains(secret));
        assertFalse(made.toString().contains(secret));
    }

    private static String rowAsText(String id) {
        return POSTGRES.storage()
                .jdbi()
                .withHandle(
                        h ->
                                h.createQuery(
                                                "select k::text || encode(secret_hash, 'escape')"
                                                        + " from api_key k where id = :id")
                                        .bind("id", id)
                                        .mapTo(String.class)
                                        .one());
    }

    @Test
    void revoke_actsAtOnceAndOnlyOnce() {
        String id = keys().create(draft(), pepper).text().id();

        Instant revoked = keys().revoke(id).orElseThrow().revokedAt().orElseThrow();

        assertEquals(revoked, keys().revoke(id).orElseThrow().revokedAt().orElseThrow());
        assertTrue(keys().stored(id).orElseThrow().isRevoked());
        assertTrue(keys().revoke("000000000000").isEmpty());
    }

    @Test
    void rotate_leavesBothUntilTheOverlapEnds() {
        NewKey old = keys().create(draft(), pepper);

        NewKey fresh = keys().rotate(old.text().id(), Duration.ofHours(24), pepper).orElseThrow();

        ApiKey ending = keys().find(old.text().id()).orElseThrow();
        assertFalse(keys().stored(old.text().id()).orElseThrow().isRevoked());
        assertTrue(ending.isRevoked(Instant.now().plus(25, ChronoUnit.HOURS)));
        assertEquals(Optional.of(old.text().id()), fresh.key().replaces());
        assertEquals(old.key().scopes(), fresh.key().scopes());
        assertEquals(old.key().limits(), fresh.key().limits());
        keys().revoke(old.text().id());
        assertTrue(keys().rotate(old.text().id(), Duration.ZERO, pepper).isEmpty());
    }

    @Test
    void uses_areWrittenInBatchesByTheServiceThatSawThem() {
        String id = keys().create(draft(), pepper).text().id();
        Clock clock = Clock.systemUTC();
        KeyUses seen = new KeyUses(keys(), UseTable.COLLECTOR, clock);
        KeyUses read = new KeyUses(keys(), UseTable.DASHBOARD, clock);
        seen.note(id);
        seen.note("gone00000000");
        assertTrue(keys().find(id).orElseThrow().lastUsedAt().isEmpty());

        seen.flush();
        read.note(id);
        read.flush();

        Instant used = keys().find(id).orElseThrow().lastUsedAt().orElseThrow();
        assertEquals(used.truncatedTo(ChronoUnit.MINUTES), used);
        assertTrue(Duration.between(used, Instant.now()).toMinutes() < 3);
    }

    /** Threads, pool and all: from the key that was shown to the verdict. */
    @Test
    void service_checksKeysOfTheDatabase() {
        NewKey made = keys().create(draft(), pepper);
        try (KeyService service =
                KeyService.start(POSTGRES.storage().jdbi(), pepper, UseTable.COLLECTOR)) {
            KeyRing ring = service.ring();
            assertEquals(
                    Outcome.ACCEPTED,
                    ring.check(made.text().reveal(), "10.0.0.1").join().outcome());
            assertEquals(
                    Outcome.UNKNOWN,
                    ring.check(KeyText.random().reveal(), "10.0.0.1").join().outcome());
        }
        assertTrue(keys().find(made.text().id()).orElseThrow().lastUsedAt().isPresent());
    }

    @Test
    void draft_thatOpensNothingOrLivesForEver_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> lifetime(Duration.ofDays(367)));
        assertThrows(IllegalArgumentException.class, () -> lifetime(Duration.ZERO));
    }

    private static KeyDraft lifetime(Duration lifetime) {
        return new KeyDraft(
                "x", List.of("read"), List.of(), false, Optional.empty(), KeyLimits.NONE, lifetime);
    }
}
