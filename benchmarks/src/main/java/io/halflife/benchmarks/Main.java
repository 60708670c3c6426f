// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks;

import io.halflife.benchmarks.analysis.AnalysisReport;
import io.halflife.benchmarks.authentication.AuthenticationReport;
import io.halflife.benchmarks.calibration.CalibrationReport;
import io.halflife.benchmarks.client.ClientReport;
import io.halflife.benchmarks.ingest.IngestReport;
import io.halflife.benchmarks.pages.PagesReport;
import io.halflife.benchmarks.speed.SpeedReport;
import java.nio.file.Path;
import java.util.List;

/**
 * Where every benchmark starts, in the repository's folder: {@code java -jar
 * benchmarks/target/benchmarks.jar speed}.
 */
public final class Main {

    private Main() {}

    /** Runs what the first argument names. */
    public static void main(String[] args) throws Exception {
        String what = args.length == 1 ? args[0] : "";
        switch (what) {
            case "speed" -> speedReport().print();
            case "samples" -> speedReport().printSamples();
            case "ingest" -> {
                if (!ingestReport().print()) {
                    System.exit(1);
                }
            }
            case "analysis" ->
                    new AnalysisReport(
                                    System.getProperty("peer.python", "python3"),
                                    Integer.getInteger("rounds", 5),
                                    !"skip".equals(System.getProperty("evidently")))
                            .print(System.getProperty("part", "all"));
            case "pages" -> {
                int loads = Integer.getInteger("loads", 200);
                if (!new PagesReport(loads, Integer.getInteger("soak", 5000)).print()) {
                    System.exit(1);
                }
            }
            case "client" -> ClientReport.print();
            case "authentication" -> AuthenticationReport.print(Boolean.getBoolean("look"));
            case "calibration" ->
                    new CalibrationReport(Long.getLong("seed", 20261122))
                            .write(Path.of("docs", "calibration.md"));
            default -> {
                System.err.println(
                        "usage: java [-Dpeer.python=python3] [-Drounds=5] -jar benchmarks.jar"
                                + " speed|samples|analysis|ingest|pages|client|authentication|calibration");
                System.exit(2);
            }
        }
    }

    private static IngestReport ingestReport() {
        String flags = System.getProperty("collector.flags", "");
        return new IngestReport(
                Integer.getInteger("rounds", 5),
                Double.parseDouble(System.getProperty("seconds", "6")),
                flags.isEmpty() ? List.of() : List.of(flags.split(" ", -1)));
    }

    private static SpeedReport speedReport() {
        return new SpeedReport(
                System.getProperty("peer.python", "python3"), Integer.getInteger("rounds", 5));
    }
}
