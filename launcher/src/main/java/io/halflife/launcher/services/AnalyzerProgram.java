// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import io.halflife.launcher.console.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the programs in the analyzer's folder are started: they alone see Spark's class path. */
public final class AnalyzerProgram {

    private AnalyzerProgram() {}

    /**
     * The analyzer itself, by its start script. Not started yet; it has none of our settings.
     *
     * @param folder the unpacked analyzer
     * @throws Refusal when the folder holds no analyzer
     */
    public static ProcessBuilder analyzer(Path folder, List<String> words) {
        requireAnalyzer(folder);
        List<String> command = new ArrayList<>();
        // Some archivers lose the permission to execute.
        command.add("/bin/sh");
        command.add(folder.resolve("halflife-analyzer").toString());
        command.addAll(words);
        ProcessBuilder builder = withoutSettings(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    /**
     * Another program in its folder. Not started yet; it has none of our settings.
     *
     * @param folder the unpacked analyzer
     * @param main a main class in it
     * @param flags of its JVM
     * @throws Refusal when the folder holds no analyzer
     */
    public static ProcessBuilder of(Path folder, String main, List<String> flags) {
        requireAnalyzer(folder);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + folder.resolve("spark.args"));
        command.addAll(flags);
        command.add("-cp");
        command.add(folder.resolve("analyzer.jar") + ":" + folder.resolve("libs") + "/*");
        command.add(main);
        return withoutSettings(command);
    }

    private static void requireAnalyzer(Path folder) {
        if (!Files.exists(folder.resolve("analyzer.jar"))) {
            throw new Refusal(
                    Refusal.UNAVAILABLE,
                    "the analyzer is not in " + folder + ": build it with mvn package");
        }
    }

    private static ProcessBuilder withoutSettings(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("HALFLIFE_"));
        return builder;
    }
}
