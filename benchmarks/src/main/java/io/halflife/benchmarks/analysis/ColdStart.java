// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import io.halflife.launcher.postgres.PrivatePostgres;
import io.halflife.launcher.rig.ProcessFigures;
import io.halflife.launcher.services.AnalyzerProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * From the start of a process, by the script that cron calls, to the verdicts of one window. The
 * first start finds no archive of classes, profiles the reference and leaves an archive to the
 * others; it is told apart.
 */
final class ColdStart {

    private static final Path FOLDER = Path.of("launcher", "target", "dist", "analyzer");
    private static final Path ARCHIVE = Path.of("benchmarks", "target", "archive");
    private static final Path LOG = Path.of("benchmarks", "target", "analyzer.log");
    private static final Size SIZE = new Size(20, 0, 100_000, 10_000, Duration.ofHours(1));

    private final PrivatePostgres postgres;

    private ColdStart(PrivatePostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Seconds: to the line that says that the verdicts are stored, to the end, and of processor.
     */
    private record Start(double verdicts, double end, double cpu) {}

    static void print(int rounds, Goals goals) throws SQLException, InterruptedException {
        try (PrivatePostgres postgres = PrivatePostgres.start()) {
            forgetArchives();
            Plant plant = new Plant(postgres, "cold", SIZE);
            Start[] starts = new Start[rounds + 1];
            for (int i = 0; i <= rounds; i++) {
                plant.addWindow();
                plant.settle();
                starts[i] = new ColdStart(postgres).start();
            }
            double[] verdicts = sorted(starts);
            double median = (verdicts[(rounds - 1) / 2] + verdicts[rounds / 2]) / 2;
            double slowest = verdicts[rounds - 1];
            System.out.printf(
                    "cold start to the verdicts of %s: median %.2f s, slowest %.2f s of %d; %.2f s"
                            + " CPU; load %.1f%n",
                    SIZE.words(),
                    median,
                    slowest,
                    rounds,
                    Arrays.stream(starts, 1, starts.length).mapToDouble(Start::cpu).sum() / rounds,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            goals.atMost("cold start, median s", median, 4);
            goals.atMost("cold start, slowest s", slowest, 6);
            IntStream.range(0, starts.length)
                    .forEach(i -> System.out.println((i == 0 ? "first " : "") + starts[i]));
        }
    }

    private static double[] sorted(Start[] starts) {
        return Arrays.stream(starts, 1, starts.length)
                .mapToDouble(Start::verdicts)
                .sorted()
                .toArray();
    }

    private Start start() throws InterruptedException {
        double cpu = cpu();
        long began = System.nanoTime();
        ProcessBuilder builder =
                AnalyzerProgram.analyzer(FOLDER.toAbsolutePath(), List.of("--once"));
        builder.environment().put("HALFLIFE_DB_URL", postgres.url());
        builder.environment().put("HALFLIFE_DB_USER", postgres.user());
        builder.environment().put("HALFLIFE_DB_PASSWORD", postgres.password());
        builder.environment().put("HALFLIFE_ANALYZER_ARCHIVE", ARCHIVE.toAbsolutePath().toString());
        builder.redirectError(LOG.toFile());
        try {
            Process process = builder.start();
            double verdicts;
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                String line = lines.readLine();
                verdicts = secondsSince(began);
                if (line == null || !line.contains("\"verdicts\":")) {
                    throw new IllegalStateException(line + "; see " + LOG);
                }
            }
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("see " + LOG);
            }
            return new Start(verdicts, secondsSince(began), cpu() - cpu);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) * 1e-9;
    }

    /** Of our children, which have ended, ourselves, who wait, and of Postgres. */
    private double cpu() {
        return ProcessFigures.cpuSeconds(List.of(ProcessHandle.current().pid()))
                + ProcessFigures.cpuSeconds(postgres.pids());
    }

    private static void forgetArchives() {
        if (!Files.isDirectory(ARCHIVE)) {
            return;
        }
        try (Stream<Path> files = Files.list(ARCHIVE)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
