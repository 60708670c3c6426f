// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.storage.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Lets rows leave the database for an archive. */
final class ArchivedDays {

    private ArchivedDays() {}

    /** Archives all there is and drops it, as retention would: what lives on are slim rows. */
    static void leave(Storage storage, String to, Instant before) {
        new ArchiveRun(
                        storage,
                        new ArchiveOptions(to, Optional.empty(), Optional.of(before), false),
                        file -> {})
                .run();
        storage.jdbi()
                .useHandle(
                        handle -> {
                            List<String> names =
                                    handle.createQuery(
                                                    """
                                                    select name from halflife_partitions('prediction')
                                                     where halflife_is_archived('prediction', name,
                                                             lower_bound, upper_bound)
                                                    """)
                                            .mapTo(String.class)
                                            .list();
                            for (String name : names) {
                                drop(handle, name);
                            }
                        });
    }

    /** What retention does with a partition. */
    private static void drop(Handle handle, String name) {
        Instant lower =
                handle.createQuery(
                                "select lower_bound from halflife_partitions('prediction')"
                                        + " where name = :name")
                        .bind("name", name)
                        .mapTo(Instant.class)
                        .one();
        handle.createQuery("select 1 from halflife_ensure_slim_partition(:at)")
                .bind("at", lower)
                .mapTo(Integer.class)
                .list();
        handle.createQuery(
                        """
                        select n_kept from halflife_fill_slim(:name, -2147483648, '-infinity',
                          '00000000-0000-0000-0000-000000000000', 10000000)
                        """)
                .bind("name", name)
                .mapTo(Long.class)
                .one();
        handle.execute("alter table prediction detach partition " + name);
        handle.execute("drop table " + name);
    }
}
