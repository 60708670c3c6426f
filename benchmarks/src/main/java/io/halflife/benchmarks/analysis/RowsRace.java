// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import io.halflife.benchmarks.speed.Cost;
import io.halflife.benchmarks.speed.ScipyPeer;
import io.halflife.benchmarks.speed.Turn;
import io.halflife.launcher.postgres.PrivatePostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One window of a million rows against a reference of a million: from rows in Postgres to verdicts
 * in Postgres, in turns with scipy over arrays in memory and with the plain program.
 */
final class RowsRace {

    private static final Size SIZE = new Size(20, 3, 1_000_000, 1_000_000, Duration.ofDays(1));
    private static final int WARM_UP = 2;
    private static final double STATISTIC_TOLERANCE = 1e-12;

    private final String python;
    private final int rounds;
    private final List<Cost> ours = new ArrayList<>();
    private final List<Cost> scipy = new ArrayList<>();
    private final List<Cost> plain = new ArrayList<>();

    RowsRace(String python, int rounds) {
        this.python = python;
        this.rounds = rounds;
    }

    void print() throws SQLException {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try (PrivatePostgres postgres = PrivatePostgres.start()) {
            Plant plant = new Plant(postgres, "race", SIZE);
            List<Instant> ends = new ArrayList<>();
            for (int i = 0; i < rounds + WARM_UP; i++) {
                ends.add(plant.addWindow());
            }
            plant.settle();
            Path script = Path.of("benchmarks", "peers", "ks_2samp.py");
            Optional<ScipyPeer> peer = ScipyPeer.start(python, script, SIZE.numeric(), SIZE.rows());
            try (Session session = new Session(postgres, List.of("-Xmx2g"), Map.of())) {
                PlainProgram program = new PlainProgram(postgres, plant, workers);
                race(plant, session, program, peer, ends);
                table(peer, session.residentBytes());
            } finally {
                peer.ifPresent(ScipyPeer::close);
            }
            evidently(postgres, plant, ends.get(ends.size() - 1));
        } finally {
            workers.shutdown();
        }
    }

    private void race(
            Plant plant,
            Session session,
            PlainProgram program,
            Optional<ScipyPeer> peer,
            List<Instant> ends) {
        Cost first = session.analyze(plant.model(), ends.get(0));
        System.out.printf(
                "first run, which profiles the reference too: %.2f s wall, %.2f s CPU%n",
                first.wall(), first.cpu());
        session.analyze(plant.model(), ends.get(1));
        program.run(ends.get(0));
        for (Instant end : ends.subList(WARM_UP, ends.size())) {
            ours.add(session.analyze(plant.model(), end));
            Turn floor = program.run(end);
            plain.add(floor.cost());
            requireEqual(plant, end, floor.statistics());
            peer.ifPresent(
                    p -> {
                        Turn turn = p.measure(false);
                        scipy.add(turn.cost());
                        requireEqual(plant, end, turn.statistics());
                    });
        }
    }

    private static void requireEqual(Plant plant, Instant end, double[] statistics) {
        for (int f = 0; f < statistics.length; f++) {
            double stored = plant.statistic(f, end);
            if (!(Math.abs(stored - statistics[f]) <= STATISTIC_TOLERANCE)) {
                throw new IllegalStateException(
                        "f" + f + ": stored " + stored + ", found " + statistics[f]);
            }
        }
    }

    private void table(Optional<ScipyPeer> peer, long residentBytes) {
        System.out.printf("%n%s, medians of %d rounds%n%n", SIZE.words(), rounds);
        System.out.printf("| | wall s | CPU s |%n|---|---|---|%n");
        Cost our = row("rows in Postgres → verdicts in Postgres, warm", ours);
        Cost floor = row("plain Java: COPY, sort, one merge", plain);
        if (!scipy.isEmpty()) {
            Cost other = row(peer.orElseThrow().versions() + ", ks_2samp in memory", scipy);
            ratio("scipy ÷ ours", other, our, "≥ 2 (aim 4)");
        }
        ratio("ours ÷ plain Java", our, floor, "≤ 1.5");
        System.out.printf("analyzer holds %d MiB (-Xmx2g)%n", residentBytes >> 20);
    }

    private static Cost row(String name, List<Cost> costs) {
        Cost median = Cost.median(costs);
        System.out.printf("| %s | %.2f | %.2f |%n", name, median.wall(), median.cpu());
        return median;
    }

    private static void ratio(String name, Cost above, Cost below, String goal) {
        System.out.printf(
                "%s: wall %.2f, CPU %.2f; goal %s%n",
                name, above.wall() / below.wall(), above.cpu() / below.cpu(), goal);
    }

    private void evidently(PrivatePostgres postgres, Plant plant, Instant windowEnd) {
        Optional<EvidentlyPeer> started = EvidentlyPeer.start(python, postgres, plant, windowEnd);
        started.ifPresent(
                peer -> {
                    try (peer) {
                        EvidentlyPeer.Figures figures = peer.measure();
                        double wall = figures.read() + figures.drift();
                        System.out.printf(
                                "%s: %.1f s pandas + %.1f s drift, CPU %.1f s, %d drifted%n",
                                peer.versions(),
                                figures.read(),
                                figures.drift(),
                                figures.cpu(),
                                figures.drifted());
                        System.out.printf(
                                "pandas + Evidently ÷ ours: wall %.1f; goal ≥ 10%n",
                                wall / Cost.median(ours).wall());
                    }
                });
    }
}
