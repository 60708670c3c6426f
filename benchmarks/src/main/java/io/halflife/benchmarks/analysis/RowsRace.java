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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One window of a million rows against a reference of a million: from rows in Postgres, and from
 * Parquet files, to verdicts in Postgres, in turns with scipy over arrays in memory, with the plain
 * program and with the bare COPY.
 */
final class RowsRace {

    private static final int ROWS = Integer.getInteger("rows", 1_000_000);
    private static final Size SIZE = new Size(20, 3, ROWS, ROWS, Duration.ofDays(1));
    private static final int WARM_UP = 2;
    private static final double STATISTIC_TOLERANCE = 1e-12;

    private final String python;
    private final int rounds;
    private final boolean evidently;
    private final Goals goals;
    private final List<Spent> rows = new ArrayList<>();
    private final List<Spent> files = new ArrayList<>();
    private final List<Spent> scipy = new ArrayList<>();
    private final List<Spent> plain = new ArrayList<>();
    private final List<Spent> floor = new ArrayList<>();

    RowsRace(String python, int rounds, boolean evidently, Goals goals) {
        this.python = python;
        this.rounds = rounds;
        this.evidently = evidently;
        this.goals = goals;
    }

    /** A model and where it is analysed. */
    private record Stable(PrivatePostgres postgres, Plant plant, List<Instant> ends) {

        static Stable planted(PrivatePostgres postgres, int windows) throws SQLException {
            Plant plant = new Plant(postgres, "race", SIZE);
            List<Instant> ends = new ArrayList<>();
            for (int i = 0; i < windows; i++) {
                ends.add(plant.addWindow());
            }
            plant.settle();
            return new Stable(postgres, plant, ends);
        }
    }

    void print() throws SQLException {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try (PrivatePostgres first = PrivatePostgres.start();
                PrivatePostgres second = PrivatePostgres.start()) {
            Stable inRows = Stable.planted(first, rounds + WARM_UP);
            Stable inFiles = Stable.planted(second, rounds + WARM_UP);
            Instant end = inFiles.ends().get(inFiles.ends().size() - 1);
            try (Archived archive = new Archived(second, end.plus(Duration.ofDays(1)))) {
                race(inRows, inFiles, archive.settings(), workers);
            }
            if (evidently) {
                evidently(first, inRows.plant(), end);
            }
        } finally {
            workers.shutdown();
        }
    }

    private void race(
            Stable inRows, Stable inFiles, Map<String, String> source, ExecutorService workers) {
        Path script = Path.of("benchmarks", "peers", "ks_2samp.py");
        Optional<ScipyPeer> peer = ScipyPeer.start(python, script, SIZE.numeric(), SIZE.rows());
        List<String> flags = List.of("-Xmx2g");
        try (Session fromRows = new Session(inRows.postgres(), flags, Map.of());
                Session fromFiles = new Session(inFiles.postgres(), flags, source)) {
            PlainProgram program = new PlainProgram(inRows.postgres(), inRows.plant(), workers);
            CopyFloor copy = new CopyFloor(inRows.postgres(), inRows.plant(), workers);
            warmUp(inRows, fromRows, "rows");
            warmUp(inFiles, fromFiles, "files");
            program.run(inRows.ends().get(0));
            copy.run(inRows.ends().get(0));
            for (int i = WARM_UP; i < rounds + WARM_UP; i++) {
                round(inRows, fromRows, inFiles, fromFiles, program, copy, peer, i);
            }
            table(peer, fromRows.residentBytes(), fromFiles.residentBytes());
        } finally {
            peer.ifPresent(ScipyPeer::close);
        }
    }

    private static void warmUp(Stable stable, Session session, String name) {
        Spent first = session.analyze(stable.plant().model(), stable.ends().get(0));
        System.out.printf(
                "first run from %s, which profiles the reference too: %.2f s wall, %.2f s CPU%n",
                name, first.wall(), first.cpu());
        for (Instant end : stable.ends().subList(1, WARM_UP)) {
            session.analyze(stable.plant().model(), end);
        }
    }

    private void round(
            Stable inRows,
            Session fromRows,
            Stable inFiles,
            Session fromFiles,
            PlainProgram program,
            CopyFloor copy,
            Optional<ScipyPeer> peer,
            int number) {
        Instant end = inRows.ends().get(number);
        rows.add(fromRows.analyze(inRows.plant().model(), end));
        floor.add(copy.run(end));
        PlainProgram.Found found = program.run(end);
        plain.add(found.spent());
        files.add(fromFiles.analyze(inFiles.plant().model(), end));
        requireEqual(inRows.plant(), end, found.statistics());
        requireEqual(inFiles.plant(), end, found.statistics());
        peer.ifPresent(
                p -> {
                    Turn turn = p.measure(false);
                    Cost cost = turn.cost();
                    scipy.add(new Spent(cost.wall(), cost.cpu(), 0));
                    requireEqual(
                            inRows.plant(), end, Arrays.stream(turn.statistics()).boxed().toList());
                });
    }

    private static void requireEqual(Plant plant, Instant end, List<Double> statistics) {
        for (int f = 0; f < statistics.size(); f++) {
            double stored = plant.statistic(f, end);
            if (!(Math.abs(stored - statistics.get(f)) <= STATISTIC_TOLERANCE)) {
                throw new IllegalStateException(
                        "f" + f + ": stored " + stored + ", found " + statistics.get(f));
            }
        }
    }

    private void table(Optional<ScipyPeer> peer, long ofRows, long ofFiles) {
        System.out.printf("%n%s, medians of %d rounds%n%n", SIZE.words(), rounds);
        System.out.printf("| | wall s | CPU s | Postgres' CPU s |%n|---|---|---|---|%n");
        Spent our = row("rows in Postgres → verdicts in Postgres, warm", rows);
        Spent columns = row("Parquet → verdicts in Postgres, warm", files);
        Spent merge = row("plain Java: COPY, sort, one merge", plain);
        row("COPY of the rows to nowhere", floor);
        if (!scipy.isEmpty()) {
            Spent other = row(peer.orElseThrow().versions() + ", ks_2samp in memory", scipy);
            goals.atLeast("scipy ÷ rows, wall", other.wall() / our.wall(), 2);
            goals.atLeast("scipy ÷ Parquet, wall", other.wall() / columns.wall(), 4);
            System.out.printf(
                    "CPU: scipy ÷ rows %.2f, scipy ÷ Parquet %.2f%n",
                    other.cpu() / our.cpu(), other.cpu() / columns.cpu());
        }
        goals.atMost("rows ÷ plain Java, wall", our.wall() / merge.wall(), 1.5);
        System.out.printf(
                "rows ÷ plain Java: CPU %.2f%nthe analyzers hold %d and %d MiB (-Xmx2g)%n",
                our.cpu() / merge.cpu(), ofRows >> 20, ofFiles >> 20);
    }

    private static Spent row(String name, List<Spent> turns) {
        Spent median = Spent.median(turns);
        median.printRow(name);
        return median;
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
                        goals.atLeast(
                                "pandas + Evidently ÷ rows, wall",
                                wall / Spent.median(rows).wall(),
                                10);
                    }
                });
    }
}
