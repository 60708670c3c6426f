// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import io.halflife.client.Prediction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A toy of an app that serves: two threads answer, every other answer is logged. What the machine
 * does to both kinds is the same; the difference is the logger's.
 */
final class ServingLoad {

    private static final int THREADS = 2;
    private static final long PAUSE = Duration.ofNanos(300_000).toNanos();

    private final PredictionLogger logger;
    private final Map<String, Object> features = new LinkedHashMap<>();

    /** Nanoseconds at the 99th percentile. */
    record Percentiles(long logged, long bare, int answers) {

        double addedMillis() {
            return (logged - bare) / 1e6;
        }
    }

    ServingLoad(PredictionLogger logger) {
        this.logger = logger;
        for (int i = 0; i < 20; i++) {
            features.put("feature_" + i, i * 0.37 + 1e-3);
        }
        for (int i = 0; i < 3; i++) {
            features.put("category_" + i, "north");
        }
    }

    Percentiles run(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Worker worker = new Worker(end);
            workers.add(worker);
            worker.start();
        }
        List<Long> logged = new ArrayList<>();
        List<Long> bare = new ArrayList<>();
        for (Worker worker : workers) {
            worker.join();
            logged.addAll(worker.logged);
            bare.addAll(worker.bare);
        }
        return new Percentiles(p99(logged), p99(bare), logged.size() + bare.size());
    }

    private static long p99(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() * 99 / 100);
    }

    private final class Worker extends Thread {

        private final long end;
        private final List<Long> logged = new ArrayList<>();
        private final List<Long> bare = new ArrayList<>();

        Worker(long end) {
            super("serving");
            this.end = end;
        }

        @Override
        public void run() {
            for (int i = 0; System.nanoTime() - end < 0; i++) {
                boolean logs = i % 2 == 0;
                long start = System.nanoTime();
                double score = answer(i);
                if (logs) {
                    logger.log(
                            Prediction.builder()
                                    .model("credit-risk", "7")
                                    .features(features)
                                    .score(score)
                                    .build());
                }
                (logs ? logged : bare).add(System.nanoTime() - start);
                LockSupport.parkNanos(PAUSE);
            }
        }

        private double answer(int seed) {
            double sum = seed;
            for (int i = 0; i < 2_000; i++) {
                sum = sum * 0.999 + Math.sin(i + sum);
            }
            return 1 / (1 + Math.exp(-sum / 1e6));
        }
    }
}
