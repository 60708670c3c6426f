// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.speed;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToDoubleFunction;

/** Threads that share the features of a comparison, and the meter that says what it took. */
final class Workers implements AutoCloseable {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ExecutorService threads;

    Workers(int count) {
        threads = Executors.newFixedThreadPool(count);
    }

    /** Runs the work once for each feature. */
    Turn measure(int features, IntToDoubleFunction work) {
        long wall = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        List<Future<double[]>> futures = new ArrayList<>();
        for (int f = 0; f < features; f++) {
            int feature = f;
            futures.add(threads.submit(() -> resultAndBytes(work, feature)));
        }
        double[] results = new double[features];
        double bytes = 0;
        for (int f = 0; f < features; f++) {
            double[] pair = result(futures.get(f));
            results[f] = pair[0];
            bytes += pair[1];
        }
        Cost cost =
                new Cost(
                        (System.nanoTime() - wall) * 1e-9,
                        (SYSTEM.getProcessCpuTime() - cpu) * 1e-9,
                        bytes);
        return new Turn(cost, results);
    }

    private static double[] resultAndBytes(IntToDoubleFunction work, int feature) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        double result = work.applyAsDouble(feature);
        return new double[] {result, THREADS.getCurrentThreadAllocatedBytes() - before};
    }

    private static double[] result(Future<double[]> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the measured work failed", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
