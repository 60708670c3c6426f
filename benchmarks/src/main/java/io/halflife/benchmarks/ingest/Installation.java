// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.ingest;

import io.halflife.launcher.postgres.PrivatePostgres;
import io.halflife.launcher.rig.CollectorProcess;
import io.halflife.launcher.rig.Items;
import io.halflife.launcher.rig.ProcessFigures;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A durable Postgres and a collector as processes of their own, so that each can be measured. */
final class Installation implements AutoCloseable {

    private static final double MICROS = 1e6;

    private final PrivatePostgres postgres = PrivatePostgres.start();
    private final CollectorProcess collector;
    private final Items items = new Items(1);
    private final AckedNumbers numbers = new AckedNumbers();

    /**
     * Starts both and registers the model.
     *
     * @param flags for the collector's Java
     */
    Installation(List<String> flags) throws IOException {
        collector =
                new CollectorProcess(
                        System.getProperty("java.class.path"),
                        CollectorProcess.onDatabase(
                                postgres.url(), postgres.user(), postgres.password()),
                        flags);
        try {
            collector.start();
            Items.register(collector.port());
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    PrivatePostgres postgres() {
        return postgres;
    }

    CollectorProcess collector() {
        return collector;
    }

    AckedNumbers numbers() {
        return numbers;
    }

    /**
     * Starts senders.
     *
     * @param rowsPerSecond 0 for as fast as they are answered
     */
    Senders send(Shape shape, double rowsPerSecond) {
        return new Senders(collector.port(), shape, items, numbers, rowsPerSecond);
    }

    /** Sends for so many seconds after one that does not count. */
    Passage run(Shape shape, double rowsPerSecond, double seconds) throws InterruptedException {
        postgres.execute("checkpoint");
        Senders senders = send(shape, rowsPerSecond);
        waiting(1);
        Stalls stalls = new Stalls(collector.port());
        senders.record();
        long rows = senders.rows();
        Wal wal = Wal.now(postgres);
        double collectorCpu = collectorCpu();
        double postgresCpu = ProcessFigures.cpuSeconds(postgres.pids());
        long start = System.nanoTime();
        waiting(seconds);
        double took = (System.nanoTime() - start) * 1e-9;
        collectorCpu = collectorCpu() - collectorCpu;
        postgresCpu = ProcessFigures.cpuSeconds(postgres.pids()) - postgresCpu;
        rows = senders.rows() - rows;
        Wal written = Wal.now(postgres).since(wal);
        double stall = stalls.stop();
        Latencies latencies = senders.stop();
        if (!senders.refused().isEmpty() || senders.cut() > 0) {
            System.out.printf(
                    "%s: refused %s, cut %d%n", shape.words(), senders.refused(), senders.cut());
        }
        return new Passage(
                rows / took,
                MICROS * collectorCpu / rows,
                MICROS * postgresCpu / rows,
                written.bytes() / rows,
                written.fullPageImages(),
                latencies.quantileMillis(0.5),
                latencies.quantileMillis(0.99),
                stall);
    }

    private double collectorCpu() {
        return ProcessFigures.cpuSeconds(List.of(collector.pid()));
    }

    static void waiting(double seconds) {
        long end = System.nanoTime() + (long) (TimeUnit.SECONDS.toNanos(1) * seconds);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Override
    public void close() {
        collector.close();
        postgres.close();
    }
}
