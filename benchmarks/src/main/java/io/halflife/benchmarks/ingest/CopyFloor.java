// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.ingest;

import io.halflife.launcher.postgres.PrivatePostgres;
import io.halflife.launcher.rig.ProcessFigures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The least that storing can cost: stored predictions, as bytes in memory, through binary COPY into
 * a table without an index, 5,000 rows a commit on one connection.
 */
final class CopyFloor {

    private static final int ROWS_PER_COMMIT = 5000;
    private static final int PIECES = 10;
    private static final double MICROS = 1e6;

    private final PrivatePostgres postgres;
    private final List<byte[]> pieces = new ArrayList<>();

    /** Takes the rows out of the database, which has enough of them. */
    CopyFloor(PrivatePostgres postgres) throws SQLException, IOException {
        this.postgres = postgres;
        postgres.execute("create table bare (like prediction)");
        try (Connection connection = postgres.connect()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (int i = 0; i < PIECES; i++) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                copy.copyOut(
                        "copy (select * from prediction offset "
                                + i * ROWS_PER_COMMIT
                                + " limit "
                                + ROWS_PER_COMMIT
                                + ") to stdout (format binary)",
                        bytes);
                pieces.add(bytes.toByteArray());
            }
        }
    }

    /** Copies for so many seconds. */
    Passage run(double seconds) throws SQLException, IOException {
        postgres.execute("truncate bare", "checkpoint");
        long rows = 0;
        try (Connection connection = postgres.connect()) {
            connection.setAutoCommit(false);
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            Wal wal = Wal.now(postgres);
            double cpu = ProcessFigures.cpuSeconds(postgres.pids());
            long start = System.nanoTime();
            double passed = 0;
            for (int i = 0; passed < seconds; i++) {
                rows +=
                        copy.copyIn(
                                "copy bare from stdin (format binary)",
                                new ByteArrayInputStream(pieces.get(i % PIECES)));
                connection.commit();
                passed = (System.nanoTime() - start) * 1e-9;
            }
            double used = ProcessFigures.cpuSeconds(postgres.pids()) - cpu;
            Wal since = Wal.now(postgres).since(wal);
            return new Passage(
                    rows / passed,
                    Double.NaN,
                    MICROS * used / rows,
                    since.bytes() / rows,
                    since.fullPageImages(),
                    Double.NaN,
                    Double.NaN,
                    Double.NaN);
        }
    }
}
