// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.calibration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** Runs every simulation and writes its page. The same seed gives the same page. */
public final class CalibrationReport {

    private static final String HEAD =
            """
            # Calibration

            What the defaults do to models of which everything is known: seeded simulations, decided
            by the library's own code, beside the figures of the specification. Made by

            ```sh
            mvn -Pbenchmarks -pl benchmarks -am package -Dquick
            java -Dseed=%d -jar benchmarks/target/benchmarks.jar calibration
            ```

            "±" is one Monte Carlo standard error of ours; where nothing (or everything) happened in
            n runs it is 1.5/n. The specified figures were simulated too, with other random numbers
            and other code.

            """;

    private final long seed;

    public CalibrationReport(long seed) {
        this.seed = seed;
    }

    /** Writes the page, anew after each simulation; each draws its own numbers from the seed. */
    public void write(Path page) throws IOException {
        Map<String, LongFunction<Table>> simulations = new TreeMap<>();
        simulations.put("1 drift", new FalseDrift()::simulate);
        simulations.put("2 detectors", new Detectors(400)::simulate);
        simulations.put("3 coverage", new DecayCoverage()::simulate);
        simulations.put("4 retraining", new FalseRetraining(100)::simulate);
        simulations.put("5 peeking", new Peeking(1000)::simulate);
        simulations.put("6 canaries", new Canaries(1000)::simulate);
        List<String> sections = new ArrayList<>();
        for (Map.Entry<String, LongFunction<Table>> simulation : simulations.entrySet()) {
            long started = System.nanoTime();
            sections.add(simulation.getValue().apply(seed).markdown());
            long seconds = (System.nanoTime() - started) / 1_000_000_000;
            System.out.println(simulation.getKey() + ": " + seconds + " s");
            Files.writeString(page, HEAD.formatted(seed) + String.join("\n", sections));
        }
    }
}
