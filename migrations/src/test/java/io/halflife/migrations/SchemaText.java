// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.migrations;

import java.util.List;
import java.util.StringJoiner;

/**
 * A database's schema in words, from its own catalogue: the same schema gives the same text,
 * whichever steps led to it.
 */
final class SchemaText {

    private static final String TABLES =
            """
            select c.relname from pg_class c
             where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
               and not c.relispartition and c.relname <> 'flyway_schema_history'
             order by c.relname collate "C"
            """;

    private static final String PARTITION_KEY =
            "select 'partition by ' || pg_get_partkeydef('%1$s'::regclass)"
                    + " where pg_get_partkeydef('%1$s'::regclass) is not null";

    private static final String COLUMNS =
            """
            select a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                   || case when a.attnotnull then ' not null' else '' end
                   || case a.attidentity when 'a' then ' generated always as identity' else '' end
                   || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
              from pg_attribute a
              left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
             where a.attrelid = '%s'::regclass and a.attnum > 0 and not a.attisdropped
             order by a.attnum
            """;

    private static final String CONSTRAINTS =
            """
            select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid)
              from pg_constraint where conrelid = '%s'::regclass and contype <> 'n'
             order by conname collate "C"
            """;

    private static final String INDEXES =
            """
            select 'index ' || pg_get_indexdef(indexrelid)
              from pg_index i where indrelid = '%s'::regclass
               and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
             order by pg_get_indexdef(indexrelid) collate "C"
            """;

    private static final String VIEWS =
            """
            select 'view ' || relname || E'\\n' || pg_get_viewdef(oid, true)
              from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
             order by relname collate "C"
            """;

    private static final String FUNCTIONS =
            """
            select pg_get_functiondef(oid)
              from pg_proc where pronamespace = 'public'::regnamespace and prokind = 'f'
             order by proname collate "C"
            """;

    private SchemaText() {}

    static String of(EmptyDatabase database) {
        StringJoiner text = new StringJoiner("\n\n", "", "\n");
        for (String table : database.column(TABLES)) {
            text.add(table(database, table));
        }
        database.column(VIEWS).forEach(text::add);
        database.column(FUNCTIONS).forEach(function -> text.add(function.strip()));
        return text.toString();
    }

    private static String table(EmptyDatabase database, String name) {
        StringJoiner lines = new StringJoiner("\n  ", "table " + name + "\n  ", "");
        for (String query : List.of(COLUMNS, PARTITION_KEY, CONSTRAINTS, INDEXES)) {
            database.column(query.formatted(name)).forEach(lines::add);
        }
        return lines.toString();
    }
}
