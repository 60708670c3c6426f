// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.ingest;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the ingest and prints the rows of docs/benchmarks.md. Sending and the floor take turns;
 * every figure is the median of the rounds.
 */
public final class IngestReport {

    /** Of the floor; below it the run has failed. */
    private static final double GATE = 0.25;

    private static final double FLOOR_SECONDS = 2;

    /** Stretches that do not count: compiling takes longest at first. */
    private static final int WARM_UP = 4;

    private final int rounds;
    private final double seconds;
    private final List<String> flags;

    /**
     * @param rounds at least 1
     * @param seconds of each way in each round
     * @param flags for the collector's Java, for example of a profiler
     */
    public IngestReport(int rounds, double seconds, List<String> flags) {
        if (rounds < 1 || !(seconds > 0)) {
            throw new IllegalArgumentException("nothing to do: " + rounds + " × " + seconds);
        }
        this.rounds = rounds;
        this.seconds = seconds;
        this.flags = List.copyOf(flags);
    }

    /** Whether the gate is passed: fast enough, nothing lost, nothing doubled. */
    public boolean print() throws Exception {
        printLoad();
        boolean passed;
        try (Installation installation = new Installation(flags)) {
            installation.run(Shape.BATCHES, 0, WARM_UP * seconds);
            CopyFloor floor = new CopyFloor(installation.postgres());
            double ratio = measure(installation, floor);
            AckedNumbers.Verdict verdict = installation.numbers().compare(installation.postgres());
            System.out.printf(
                    Locale.ROOT,
                    "%nacknowledged %d, lost %d, doubled %d; the collector lives: %s%n",
                    verdict.acked(),
                    verdict.lost(),
                    verdict.doubled(),
                    installation.collector().isAlive() ? "yes" : "NO");
            passed =
                    ratio >= GATE
                            && verdict.lost() + verdict.doubled() == 0
                            && installation.collector().isAlive();
            System.out.printf(
                    Locale.ROOT,
                    "gate (%.2f of the floor, at least %.2f): %s%n",
                    ratio,
                    GATE,
                    passed ? "passed" : "FAILED");
        }
        printLoad();
        return passed;
    }

    private double measure(Installation installation, CopyFloor floor) throws Exception {
        List<Passage> floors = new ArrayList<>();
        Map<Shape, List<Passage>> passages = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Shape shape : List.of(Shape.BATCHES, Shape.SINGLE, Shape.LINES)) {
                floors.add(floor.run(FLOOR_SECONDS));
                passages.computeIfAbsent(shape, s -> new ArrayList<>())
                        .add(installation.run(shape, 0, seconds));
            }
        }
        Passage least = Passage.median(floors);
        printHead();
        printRow("raw binary COPY, 5,000 rows a commit", least, least);
        passages.forEach((shape, all) -> printRow(shape.words(), Passage.median(all), least));
        Passage saturated = Passage.median(passages.get(Shape.BATCHES));
        Passage half = installation.run(Shape.BATCHES, saturated.rowsPerSecond() / 2, 2 * seconds);
        printRow("JSON, 100 × 32, at half of its rate", half, least);
        new Overload(installation, saturated.rowsPerSecond()).print(2 * seconds);
        return saturated.rowsPerSecond() / least.rowsPerSecond();
    }

    private static void printHead() {
        System.out.printf(
                "%n| predictions × connections | rows/s | of the floor | CPU µs per prediction:"
                        + " collector + Postgres | WAL B | whole pages | ack p50 / p99 ms |"
                        + " longest stall ms |%n|---|---|---|---|---|---|---|---|%n");
    }

    private static void printRow(String words, Passage passage, Passage least) {
        boolean isFloor = Double.isNaN(passage.collectorMicros());
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.2f | %s | %.0f | %.0f | %s | %s |%n",
                words,
                passage.rowsPerSecond(),
                passage.rowsPerSecond() / least.rowsPerSecond(),
                isFloor
                        ? String.format(Locale.ROOT, "%.1f", passage.postgresMicros())
                        : String.format(
                                Locale.ROOT,
                                "%.1f + %.1f = %.1f",
                                passage.collectorMicros(),
                                passage.postgresMicros(),
                                passage.cpuMicros()),
                passage.walBytes(),
                passage.fullPageImages(),
                isFloor
                        ? "–"
                        : String.format(Locale.ROOT, "%.1f / %.1f", passage.p50(), passage.p99()),
                isFloor ? "–" : String.format(Locale.ROOT, "%.0f", passage.stall()));
    }

    private static void printLoad() {
        System.out.printf(
                Locale.ROOT,
                "load of the machine %.1f, %d processors, JDK %s%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"));
    }
}
