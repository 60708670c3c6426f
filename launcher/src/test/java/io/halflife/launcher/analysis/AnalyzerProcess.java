// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.launcher.postgres.PrivatePostgres;
import io.halflife.storage.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The built analyzer as a process of its own, started by its script as a user would. */
final class AnalyzerProcess implements AutoCloseable {

    private static final long ANSWER_SECONDS_MAX = 300;

    private final Process process;
    private final BufferedReader lines;
    private final Path log;

    private AnalyzerProcess(Process process, Path log) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        this.log = log;
    }

    /** What the build made for the user. */
    static Path home() {
        return Path.of("target", "dist", "analyzer").toAbsolutePath();
    }

    /** Where a database of this server is, as settings. */
    static Map<String, String> on(PrivatePostgres postgres, String url) {
        return Map.of(
                "HALFLIFE_DB_URL", url,
                "HALFLIFE_DB_USER", postgres.user(),
                "HALFLIFE_DB_PASSWORD", postgres.password());
    }

    static AnalyzerProcess start(Map<String, String> settings, String... words) {
        List<String> command = new ArrayList<>();
        command.add(home().resolve("halflife-analyzer").toString());
        command.addAll(List.of(words));
        return start(command, settings);
    }

    /** Another command line that speaks as the analyzer does. */
    static AnalyzerProcess start(List<String> command, Map<String, String> settings) {
        try {
            Path log = Files.createTempFile("halflife-analyzer", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(key -> key.startsWith("HALFLIFE_"));
            environment.put("JAVA_HOME", System.getProperty("java.home"));
            environment.putAll(settings);
            return new AnalyzerProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line that it prints, within five minutes. */
    JsonNode answer() {
        String line = line();
        if (line == null) {
            throw new IllegalStateException("it ended without an answer: " + said());
        }
        return Json.read(line);
    }

    /** The next line; null at the end. */
    String line() {
        try {
            return CompletableFuture.supplyAsync(this::read)
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("no answer: " + said(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String read() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            // A process that was killed says no more.
            return null;
        }
    }

    void ask(String command) {
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9, and waits for its end. */
    void kill() {
        process.destroyForcibly();
        exitCode(Duration.ofSeconds(30));
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    int exitCode(Duration max) {
        try {
            if (!process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("still running after " + max + ": " + said());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it logged. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
