// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every row of every table as text, to see what a call changed. */
public final class TableDump {

    private TableDump() {}

    /** Names of all tables that hold data: neither partitions nor bookkeeping. */
    public static List<String> tables(Storage storage) {
        return storage.jdbi()
                .withHandle(
                        h ->
                                h.createQuery(
                                                """
                                                select relname from pg_class
                                                 where relnamespace = 'public'::regnamespace
                                                   and relkind in ('r', 'p') and not relispartition
                                                   and relname not in
                                                       ('flyway_schema_history', 'halflife_schema',
                                                        'partition_state', 'maintenance_state')
                                                 order by relname
                                                """)
                                        .mapTo(String.class)
                                        .list());
    }

    /** By table, its rows in the order of their text; without the columns named. */
    public static Map<String, List<String>> of(Storage storage, String... withoutColumns) {
        String without =
                List.of(withoutColumns).stream()
                        .map(name -> " - '" + name + "'")
                        .collect(Collectors.joining());
        Map<String, List<String>> dump = new TreeMap<>();
        for (String table : tables(storage)) {
            dump.put(
                    table,
                    storage.jdbi()
                            .withHandle(
                                    h ->
                                            h.createQuery(
                                                            "select cast(to_jsonb(t)<without> as text)"
                                                                    + " from <table> t order by 1")
                                                    .define("without", without)
                                                    .define("table", table)
                                                    .mapTo(String.class)
                                                    .list()));
        }
        return dump;
    }
}
