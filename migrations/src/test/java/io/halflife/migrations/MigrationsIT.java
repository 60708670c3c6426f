// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

class MigrationsIT {

    private static final List<String> ALL =
            List.of(
                    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15",
                    "16", "17", "18", "19", "20", "21");

    @Test
    void apply_twiceIsOnce() {
        EmptyDatabase database = EmptyDatabase.create();

        assertEquals(ALL, apply(database));
        assertEquals(List.of(), apply(database));
    }

    @Test
    void apply_runsOnPostgres18() {
        String version = EmptyDatabase.create().column("show server_version").get(0);

        assertTrue(version.startsWith("18.6"), version);
    }

    @Test
    void apply_twoAtATimeEachStepOnce() {
        EmptyDatabase database = EmptyDatabase.create();

        CompletableFuture<List<String>> first =
                CompletableFuture.supplyAsync(() -> apply(database));
        CompletableFuture<List<String>> second =
                CompletableFuture.supplyAsync(() -> apply(database));
        List<String> applied = new ArrayList<>(first.join());
        applied.addAll(second.join());

        assertEquals(ALL, applied.stream().sorted(Comparator.comparing(Integer::valueOf)).toList());
    }

    @Test
    void apply_changedStepIsRefused() {
        EmptyDatabase database = EmptyDatabase.migrated();
        database.execute("update flyway_schema_history set checksum = 1 where version = '2'");

        FlywayException refusal = assertThrows(FlywayException.class, () -> apply(database));

        assertTrue(refusal.getMessage().contains("version 2"), refusal.getMessage());
    }

    @Test
    void apply_recordsTheNewestVersion() {
        assertEquals(
                List.of("21/5"),
                EmptyDatabase.migrated()
                        .column("select version || '/' || oldest_supported from halflife_schema"));
    }

    /**
     * What has no slash is an abbreviation or an offset, which mean other times in winter or here.
     */
    @Test
    void zone_ofANameThatMeansAnotherTime_isNone() {
        assertEquals(
                List.of("Europe/Vienna", "Etc/GMT+5", "America/Argentina/Ushuaia", "null"),
                EmptyDatabase.migrated()
                        .column(
                                """
                                select distinct coalesce(halflife_zone(name), 'null'), min(place)
                                  from unnest(array['Europe/Vienna', 'Etc/GMT+5',
                                       'America/Argentina/Ushuaia', 'CET', 'UTC+2', '-05:00',
                                       'Nowhere/Land', '', null]) with ordinality z (name, place)
                                 group by 1 order by 2
                                """));
    }

    private static List<String> apply(EmptyDatabase database) {
        return Migrations.apply(database.url(), EmptyDatabase.USER, "");
    }
}
