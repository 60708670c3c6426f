// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import io.halflife.benchmarks.speed.FloorKernel;
import io.halflife.benchmarks.speed.Samples;
import io.halflife.launcher.postgres.PrivatePostgres;
import io.halflife.launcher.rig.ProcessFigures;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The least that reading a window's rows and comparing them can cost: two connections read half of
 * the window each by binary COPY, two threads sort each column and merge it with its sorted
 * reference, which is in memory. Categories are counted. It stores nothing, checks nothing and
 * knows no missing values.
 */
final class PlainProgram {

    private static final int FIRST_COLUMN_BYTES = Short.BYTES + Integer.BYTES;
    private static final int HEADER_BYTES = 19;
    private static final int ARRAY_HEAD_BYTES = 5 * Integer.BYTES;

    private final PrivatePostgres postgres;
    private final Plant plant;
    private final ExecutorService workers;
    private final long[][] reference;

    PlainProgram(PrivatePostgres postgres, Plant plant, ExecutorService workers) {
        this.postgres = postgres;
        this.plant = plant;
        this.workers = workers;
        this.reference = new long[plant.size().numeric()][];
        for (int f = 0; f < reference.length; f++) {
            reference[f] =
                    FloorKernel.sortedKeys(Samples.sample(2L * f, plant.size().reference(), 0));
        }
    }

    /** A turn, and the statistic of each feature. */
    record Found(Spent spent, List<Double> statistics) {}

    /** Reads and compares the window that ends then. */
    Found run(Instant windowEnd) {
        double own = own();
        double database = ProcessFigures.cpuSeconds(postgres.pids());
        long start = System.nanoTime();
        Duration half = plant.size().window().dividedBy(2);
        List<Callable<double[][]>> reads = new ArrayList<>();
        reads.add(() -> read(windowEnd.minus(half.multipliedBy(2)), windowEnd.minus(half)));
        reads.add(() -> read(windowEnd.minus(half), windowEnd));
        List<double[][]> halves = all(reads);
        List<Callable<Double>> comparisons = new ArrayList<>();
        for (int f = 0; f < reference.length; f++) {
            int feature = f;
            comparisons.add(() -> compare(feature, halves));
        }
        List<Double> statistics = all(comparisons);
        double wall = (System.nanoTime() - start) * 1e-9;
        return new Found(
                new Spent(wall, own() - own, ProcessFigures.cpuSeconds(postgres.pids()) - database),
                statistics);
    }

    private double compare(int feature, List<double[][]> halves) {
        double[] first = halves.get(0)[feature];
        double[] second = halves.get(1)[feature];
        double[] values = new double[first.length + second.length];
        System.arraycopy(first, 0, values, 0, first.length);
        System.arraycopy(second, 0, values, first.length, second.length);
        return FloorKernel.merge(reference[feature], FloorKernel.sortedKeys(values)).d();
    }

    private double[][] read(Instant from, Instant to) throws SQLException {
        int rows = plant.size().rows() / 2;
        double[][] columns = new double[reference.length][rows];
        List<Map<ByteBuffer, int[]>> counts = new ArrayList<>();
        for (int c = 0; c < plant.size().categorical(); c++) {
            counts.add(new HashMap<>());
        }
        String query =
                """
                copy (select numeric_features, categorical_features, score from prediction
                       where model_id = %d and event_time >= '%s' and event_time < '%s')
                to stdout (format binary)
                """
                        .formatted(plant.modelId(), from, to);
        try (Connection connection = postgres.connect()) {
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(query);
            byte[] message = copy.readFromCopy();
            int row = 0;
            int skip = HEADER_BYTES;
            while (message != null) {
                if (message.length - skip > FIRST_COLUMN_BYTES) {
                    take(ByteBuffer.wrap(message).position(skip), columns, row++, counts);
                }
                skip = 0;
                message = copy.readFromCopy();
            }
        }
        return columns;
    }

    private static void take(
            ByteBuffer tuple, double[][] columns, int row, List<Map<ByteBuffer, int[]>> counts) {
        tuple.position(tuple.position() + FIRST_COLUMN_BYTES + ARRAY_HEAD_BYTES);
        for (double[] column : columns) {
            tuple.getInt();
            column[row] = tuple.getDouble();
        }
        if (counts.isEmpty()) {
            return;
        }
        tuple.position(tuple.position() + Integer.BYTES + ARRAY_HEAD_BYTES);
        for (Map<ByteBuffer, int[]> count : counts) {
            int bytes = tuple.getInt();
            ByteBuffer category = tuple.slice(tuple.position(), bytes);
            tuple.position(tuple.position() + bytes);
            count.computeIfAbsent(category, c -> new int[1])[0]++;
        }
    }

    private <T> List<T> all(List<Callable<T>> tasks) {
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : workers.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the plain program failed", e.getCause());
        }
    }

    private static double own() {
        return ProcessFigures.cpuSeconds(List.of(ProcessHandle.current().pid()));
    }
}
