// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import io.halflife.launcher.postgres.PrivatePostgres;
import io.halflife.launcher.rig.ProcessFigures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * What the database alone takes to hand out a window's rows: two connections read half of it each
 * by binary COPY, and nobody looks at what comes.
 */
final class CopyFloor {

    private final PrivatePostgres postgres;
    private final Plant plant;
    private final ExecutorService workers;

    CopyFloor(PrivatePostgres postgres, Plant plant, ExecutorService workers) {
        this.postgres = postgres;
        this.plant = plant;
        this.workers = workers;
    }

    Spent run(Instant windowEnd) {
        List<Long> own = List.of(ProcessHandle.current().pid());
        double before = ProcessFigures.cpuSeconds(own);
        double database = ProcessFigures.cpuSeconds(postgres.pids());
        long start = System.nanoTime();
        Duration half = plant.size().window().dividedBy(2);
        Instant middle = windowEnd.minus(half);
        Callable<Long> first = () -> read(middle.minus(half), middle);
        Callable<Long> second = () -> read(middle, windowEnd);
        try {
            for (Future<Long> read : workers.invokeAll(List.of(first, second))) {
                read.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("COPY failed", e.getCause());
        }
        return new Spent(
                (System.nanoTime() - start) * 1e-9,
                ProcessFigures.cpuSeconds(own) - before,
                ProcessFigures.cpuSeconds(postgres.pids()) - database);
    }

    /** How many bytes came. */
    private long read(Instant from, Instant to) throws SQLException {
        String query =
                """
                copy (select event_time, numeric_features, categorical_features, score from prediction
                       where model_id = %d and event_time >= '%s' and event_time < '%s')
                to stdout (format binary)
                """
                        .formatted(plant.modelId(), from, to);
        long bytes = 0;
        try (Connection connection = postgres.connect()) {
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(query);
            for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                bytes += row.length;
            }
        }
        return bytes;
    }
}
