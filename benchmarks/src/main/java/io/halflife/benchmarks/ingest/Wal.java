// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.ingest;

import io.halflife.launcher.postgres.PrivatePostgres;

/** How much the server has written ahead, and how many whole pages because of a checkpoint. */
record Wal(double bytes, double fullPageImages) {

    static Wal now(PrivatePostgres postgres) {
        String[] figures =
                postgres.ask(
                                "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') || ' '"
                                        + " || wal_fpi from pg_stat_wal")
                        .split(" ", -1);
        return new Wal(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
    }

    Wal since(Wal earlier) {
        return new Wal(bytes - earlier.bytes, fullPageImages - earlier.fullPageImages);
    }
}
