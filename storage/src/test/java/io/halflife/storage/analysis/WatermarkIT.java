// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WatermarkIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final String BEGIN_TIME = "select now()";

    @Test
    void settled_quietDatabaseIsTheClock() {
        Watermark watermark = new Watermark(POSTGRES.storage().jdbi());
        Instant clock = watermark.clock();

        assertEquals(clock, watermark.settled(clock));
    }

    @Test
    void settled_waitsForAnOpenTransaction() {
        Jdbi jdbi = POSTGRES.storage().jdbi();
        Watermark watermark = new Watermark(jdbi);
        try (Handle writer = jdbi.open()) {
            writer.begin();
            Instant received = writer.createQuery(BEGIN_TIME).mapTo(Instant.class).one();

            assertEquals(received, watermark.settled(watermark.clock()));
            writer.commit();

            assertTrue(watermark.settled(watermark.clock()).isAfter(received));
        }
    }

    /** Its rows come later than the clock, so they are new to the next run anyway. */
    @Test
    void settled_transactionAfterTheClock() {
        Jdbi jdbi = POSTGRES.storage().jdbi();
        Watermark watermark = new Watermark(jdbi);
        Instant clock = watermark.clock();
        try (Handle writer = jdbi.open()) {
            writer.begin();
            writer.createQuery(BEGIN_TIME).mapTo(Instant.class).one();

            assertEquals(clock, watermark.settled(clock));
            writer.rollback();
        }
    }

    @Test
    void settled_otherDatabaseIsNoConcern() {
        StorageSettings elsewhere = PostgresFixture.freshSettings();
        Watermark watermark = new Watermark(POSTGRES.storage().jdbi());
        try (Storage other = Storage.open(elsewhere);
                Handle writer = other.jdbi().open()) {
            writer.begin();
            writer.createQuery(BEGIN_TIME).mapTo(Instant.class).one();
            Instant clock = watermark.clock();

            assertEquals(clock, watermark.settled(clock));
            writer.rollback();
        }
    }

    @Test
    void settled_roleThatMayNotSeeIsRefused() {
        POSTGRES.storage().jdbi().useHandle(h -> h.execute("create role blind login"));
        StorageSettings all = POSTGRES.settings();
        StorageSettings blind =
                new StorageSettings(
                        all.url().replace("user=postgres", "user=blind"), "blind", "", 1);
        POSTGRES.storage()
                .jdbi()
                .useHandle(h -> h.execute("grant select on halflife_schema to blind"));
        try (Storage storage = Storage.open(blind)) {
            Watermark watermark = new Watermark(storage.jdbi());
            Instant clock = watermark.clock();

            IllegalStateException refusal =
                    assertThrows(IllegalStateException.class, () -> watermark.settled(clock));

            assertTrue(refusal.getMessage().contains("pg_read_all_stats"), refusal.getMessage());
        }
    }

    @Test
    void lock_isHeldByOneAtATime() {
        Jdbi jdbi = POSTGRES.storage().jdbi();
        VersionScope scope = new VersionScope(1, "production");
        VersionScope other = new VersionScope(2, "production");
        try (AnalysisLocks first = AnalysisLocks.open(jdbi);
                AnalysisLocks second = AnalysisLocks.open(jdbi)) {
            assertTrue(first.take(scope));
            assertFalse(first.take(scope));
            assertFalse(second.take(scope));
            assertTrue(second.take(other));
            first.release(scope);
            assertTrue(second.take(scope));
        }
        try (AnalysisLocks third = AnalysisLocks.open(jdbi)) {
            assertTrue(third.take(scope));
            assertTrue(third.take(other));
        }
    }

    @Test
    void lock_isLostWithItsConnection() {
        Jdbi jdbi = POSTGRES.storage().jdbi();
        VersionScope scope = new VersionScope(3, "production");
        try (AnalysisLocks first = AnalysisLocks.open(jdbi);
                AnalysisLocks second = AnalysisLocks.open(jdbi)) {
            assertTrue(first.take(scope));
            assertTrue(first.holds(scope));
            assertFalse(second.holds(scope));

            jdbi.useHandle(
                    handle ->
                            handle.execute(
                                    "select pg_terminate_backend(pid, 5000) from pg_locks"
                                            + " where locktype = 'advisory'"
                                            + " and pid <> pg_backend_pid()"));

            assertFalse(first.holds(scope));
            first.release(scope);
            assertTrue(second.take(scope));
        }
    }
}
