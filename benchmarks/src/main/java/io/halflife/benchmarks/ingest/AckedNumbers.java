// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.ingest;

import io.halflife.launcher.postgres.PrivatePostgres;
import io.halflife.launcher.rig.Batch;
import io.halflife.launcher.rig.Items;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Gives numbers to items and keeps those that were acknowledged. Thread-safe. */
final class AckedNumbers {

    private static final int FETCH = 50_000;

    private final AtomicLong next = new AtomicLong();
    private final BitSet acked = new BitSet();

    /** The first of so many new numbers. */
    long take(int items) {
        return next.getAndAdd(items);
    }

    synchronized void acked(Batch batch) {
        acked.set((int) batch.first(), (int) batch.first() + batch.size());
    }

    /** How many were acknowledged, lost and doubled. */
    record Verdict(long acked, long lost, long doubled) {}

    /** Reads every stored id; nobody sends any more. */
    synchronized Verdict compare(PrivatePostgres postgres) throws SQLException {
        BitSet stored = new BitSet();
        long doubled = 0;
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(FETCH);
            try (ResultSet ids = statement.executeQuery("select prediction_id from prediction")) {
                while (ids.next()) {
                    int number = (int) Items.number(ids.getObject(1, UUID.class));
                    doubled += stored.get(number) ? 1 : 0;
                    stored.set(number);
                }
            }
        }
        BitSet lost = (BitSet) acked.clone();
        lost.andNot(stored);
        return new Verdict(acked.cardinality(), lost.cardinality(), doubled);
    }
}
