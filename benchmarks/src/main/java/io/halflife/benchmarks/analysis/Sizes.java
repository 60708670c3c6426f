// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import io.halflife.launcher.postgres.PrivatePostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Other sizes: many small windows, wide rows, windows larger than memory. */
final class Sizes {

    private static final int HOURS = 24;
    private static final int MODELS = 2000;

    private Sizes() {}

    /** 24 windows of 10,000 rows in one run, some rounds. */
    static void hourly(int rounds, Goals goals) throws SQLException {
        Size size = new Size(20, 0, 100_000, 10_000, Duration.ofHours(1));
        try (PrivatePostgres postgres = PrivatePostgres.start()) {
            Plant plant = new Plant(postgres, "hourly", size);
            Instant[] ends = new Instant[rounds + 2];
            for (int i = 0; i < ends.length; i++) {
                for (int h = 0; h < HOURS; h++) {
                    ends[i] = plant.addWindow();
                }
            }
            plant.settle();
            double[] walls = new double[ends.length];
            try (Session session = new Session(postgres, List.of("-Xmx2g"), Map.of())) {
                for (int i = 0; i < ends.length; i++) {
                    walls[i] = session.analyze(plant.model(), ends[i]).wall();
                }
            }
            double median = median(walls, 2);
            System.out.printf(
                    "24 hourly windows, %s: median %.2f s of %d rounds after two (%s)%n",
                    size.words(), median, rounds, Arrays.toString(walls));
            goals.atMost("24 hourly windows, s", median, 2);
        }
    }

    /** 200 numeric columns × 500,000 rows. */
    static void wide() throws SQLException {
        Size size = new Size(200, 0, 100_000, 500_000, Duration.ofDays(1));
        try (PrivatePostgres postgres = PrivatePostgres.start()) {
            Plant plant = new Plant(postgres, "wide", size);
            Instant first = plant.addWindow();
            Instant second = plant.addWindow();
            plant.settle();
            try (Session session = new Session(postgres, List.of("-Xmx2g"), Map.of())) {
                Spent cold = session.analyze(plant.model(), first);
                Spent warm = session.analyze(plant.model(), second);
                System.out.printf(
                        "wide, %s: %.2f s with the reference, %.2f s (CPU %.2f s) without%n",
                        size.words(), cold.wall(), warm.wall(), warm.cpu());
            }
        }
    }

    /** 2,000 models of one feature in one run. */
    static void models(int rounds) throws SQLException {
        Size size = new Size(1, 0, 100, 500, Duration.ofHours(1));
        try (PrivatePostgres postgres = PrivatePostgres.start()) {
            List<Plant> plants = new ArrayList<>();
            for (int i = 0; i < MODELS; i++) {
                plants.add(new Plant(postgres, "model" + i, size));
            }
            Instant[] ends = new Instant[rounds + 2];
            for (int i = 0; i < ends.length; i++) {
                for (Plant plant : plants) {
                    ends[i] = plant.addWindow();
                }
            }
            plants.get(0).settle();
            List<Spent> warm = new ArrayList<>();
            try (Session session = new Session(postgres, List.of("-Xmx2g"), Map.of())) {
                Spent cold = session.analyze(null, ends[0]);
                session.analyze(null, ends[1]);
                for (Instant end : Arrays.asList(ends).subList(2, ends.length)) {
                    warm.add(session.analyze(null, end));
                }
                Spent median = Spent.median(warm);
                System.out.printf(
                        "%,d models of one feature, %s: %.2f s with the references, then median"
                                + " %.2f s (CPU %.2f s) of %d rounds%n",
                        MODELS, size.words(), cold.wall(), median.wall(), median.cpu(), rounds);
            }
        }
    }

    /** 1, 2, 4 and 8 million rows in a gibibyte of heap. */
    static void large(Goals goals) throws SQLException {
        Size size = new Size(20, 3, 1_000_000, 1_000_000, Duration.ofDays(1));
        try (PrivatePostgres postgres = PrivatePostgres.start()) {
            Plant plant = new Plant(postgres, "large", size);
            Instant warmUp = plant.addWindow();
            int[] millions = {1, 2, 4, 8};
            Instant[] ends = new Instant[millions.length];
            for (int i = 0; i < ends.length; i++) {
                ends[i] = plant.addWindow(millions[i] * 1_000_000);
            }
            plant.settle();
            try (Session session = new Session(postgres, List.of("-Xmx1g"), Map.of())) {
                session.analyze(plant.model(), warmUp);
                double[] cpu = new double[ends.length];
                for (int i = 0; i < ends.length; i++) {
                    Spent cost = session.analyze(plant.model(), ends[i]);
                    System.out.printf(
                            "%d M × 23 against 1 M, -Xmx1g: %.2f s wall, %.2f s CPU; holds %d MiB%n",
                            millions[i], cost.wall(), cost.cpu(), session.residentBytes() >> 20);
                    cpu[i] = cost.cpu();
                }
                goals.atMost("CPU of 8 M rows ÷ 8 × CPU of 1 M", cpu[3] / (8 * cpu[0]), 1.2);
            }
        }
    }

    private static double median(double[] all, int from) {
        double[] sorted = Arrays.copyOfRange(all, from, all.length);
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
