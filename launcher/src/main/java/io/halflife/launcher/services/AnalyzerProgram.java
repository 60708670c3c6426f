// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import io.halflife.launcher.console.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a program in the analyzer's folder is started: it alone sees Spark's class path. */
public final class AnalyzerProgram {

    private AnalyzerProgram() {}

    /**
     * A process that is not started yet. It has none of our settings.
     *
     * @param folder the unpacked analyzer
     * @param main a main class in it
     * @param flags of its JVM
     * @throws Refusal when the folder holds no analyzer
     */
    public static ProcessBuilder of(Path folder, String main, List<String> flags) {
        if (!Files.exists(folder.resolve("analyzer.jar"))) {
            throw new Refusal(
                    Refusal.UNAVAILABLE,
                    "the analyzer is not in " + folder + ": build it with mvn package");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + folder.resolve("spark.args"));
        command.addAll(flags);
        command.add("-cp");
        command.add(folder.resolve("analyzer.jar") + ":" + folder.resolve("libs") + "/*");
        command.add(main);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("HALFLIFE_"));
        return builder;
    }
}
