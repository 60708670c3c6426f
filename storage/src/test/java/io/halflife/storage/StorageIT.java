// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StorageIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    @Test
    void open_schemaOfThisBuild() {
        int version =
                POSTGRES.storage()
                        .jdbi()
                        .withHandle(
                                h ->
                                        h.createQuery("select version from halflife_schema")
                                                .mapTo(Integer.class)
                                                .one());

        assertEquals(SchemaCheck.EXPECTED_VERSION, version);
    }

    @Test
    void open_emptyDatabaseNamesTheCommand() {
        StorageSettings empty = PostgresFixture.emptySettings();

        SchemaException refusal = assertThrows(SchemaException.class, () -> Storage.open(empty));

        assertTrue(refusal.getMessage().contains("run the migrations"), refusal.getMessage());
    }

    @Test
    void open_olderSchemaIsRefused() {
        int older = SchemaCheck.EXPECTED_VERSION - 1;

        assertTrue(
                refusal(older, older)
                        .contains(
                                "version %d, this build needs %d"
                                        .formatted(older, SchemaCheck.EXPECTED_VERSION)));
    }

    @Test
    void open_newerSchemaThatSupportsThisBuild() {
        StorageSettings settings = PostgresFixture.freshSettings();
        setVersion(settings, SchemaCheck.EXPECTED_VERSION + 1, SchemaCheck.EXPECTED_VERSION);

        Storage.open(settings).close();
    }

    @Test
    void open_newerSchemaThatDroppedThisBuild() {
        int newer = SchemaCheck.EXPECTED_VERSION + 1;

        assertTrue(refusal(newer, newer).contains("install a newer release"));
    }

    /** The driver would round half a microsecond up, here into the next day. */
    @Test
    void instant_isTruncatedToMicroseconds() {
        Instant justBeforeMidnight = Instant.parse("2026-02-28T23:59:59.999999999Z");

        assertEquals(
                Instant.parse("2026-02-28T23:59:59.999999Z"), storedAndRead(justBeforeMidnight));
    }

    @Test
    void instant_unboundedIsInfinity() {
        assertEquals(
                "-infinity infinity",
                POSTGRES.storage()
                        .jdbi()
                        .withHandle(
                                h ->
                                        h.createQuery(
                                                        "select cast(:from as timestamptz) || ' ' || cast(:to as timestamptz)")
                                                .bind("from", Instant.MIN)
                                                .bind("to", Instant.MAX)
                                                .mapTo(String.class)
                                                .one()));
    }

    @Test
    void undefined_isNull() {
        assertTrue(isNull(Double.NaN));
        assertEquals(false, isNull(Double.POSITIVE_INFINITY));
    }

    private static boolean isNull(double value) {
        return POSTGRES.storage()
                .jdbi()
                .withHandle(
                        h ->
                                h.createQuery("select cast(:x as float8) is null")
                                        .bind("x", value)
                                        .mapTo(Boolean.class)
                                        .one());
    }

    private static Instant storedAndRead(Instant instant) {
        return POSTGRES.storage()
                .jdbi()
                .withHandle(
                        h ->
                                h.createQuery("select cast(:at as timestamptz)")
                                        .bind("at", instant)
                                        .mapTo(Instant.class)
                                        .one());
    }

    private static String refusal(int version, int oldestSupported) {
        StorageSettings settings = PostgresFixture.freshSettings();
        setVersion(settings, version, oldestSupported);
        return assertThrows(SchemaException.class, () -> Storage.open(settings)).getMessage();
    }

    private static void setVersion(StorageSettings settings, int version, int oldestSupported) {
        try (Storage storage = Storage.open(settings)) {
            storage.jdbi()
                    .useHandle(
                            h ->
                                    h.execute(
                                            "update halflife_schema set version = ?, oldest_supported = ?",
                                            version,
                                            oldestSupported));
        }
    }
}
