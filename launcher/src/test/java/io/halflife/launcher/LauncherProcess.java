// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The built launcher as a process of its own, as the script at the root starts it. */
final class LauncherProcess {

    /** How it ended. */
    record Outcome(int exitCode, String out, String err) {}

    private static final long WAIT_MINUTES = 20;

    private final Path stateHome;

    /**
     * For one state folder.
     *
     * @param stateHome becomes XDG_STATE_HOME
     */
    LauncherProcess(Path stateHome) {
        this.stateHome = stateHome;
    }

    /** Where the build puts what the script runs. */
    static Path distribution() {
        return Path.of("target", "dist").toAbsolutePath();
    }

    Process start(Path out, Path err, Map<String, String> environment, List<String> words)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dhalflife.distribution=" + distribution());
        command.addAll(List.of("-cp", distribution() + "/lib/*", "io.halflife.launcher.Main"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("XDG_STATE_HOME", stateHome.toString());
        builder.environment().keySet().removeIf(key -> key.startsWith("HALFLIFE_"));
        builder.environment().putAll(environment);
        return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    }

    Outcome run(String... words) throws IOException, InterruptedException {
        return run(Map.of(), words);
    }

    Outcome run(Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(stateHome, "out", "");
        Path err = Files.createTempFile(stateHome, "err", "");
        Process process = start(out, err, environment, List.of(words));
        if (!process.waitFor(WAIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + read(err));
        }
        return new Outcome(process.exitValue(), read(out), read(err));
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
