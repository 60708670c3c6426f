// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The analyzer as a child process that stays warm. It ends when this process does, however that
 * happens: the end of its standard input is its order to stop.
 */
final class AnalyzerChild implements Analyzer, AutoCloseable {

    private static final long STOP_SECONDS = 3;
    private static final long EXIT_SECONDS = 2;

    /** How often who waits looks what for. */
    private static final long LOOK_SECONDS = 1;

    /** Exit codes above it name the signal that ended a process. */
    private static final int SIGNALS = 128;

    /** Java says so at every start of Spark; it is no reason for anything. */
    private static final String WARNING_OF_JAVA = "WARNING: ";

    private final Process process;
    private final JsonLines lines;
    private final Path log;
    private final ReentrantLock turn = new ReentrantLock(true);
    private boolean ready;
    private volatile boolean ended;
    private volatile UnderWay underWay;

    /** A command that others wait for. */
    private record UnderWay(String model, Instant since) {}

    private AnalyzerChild(Process process, Path log) {
        this.process = process;
        this.lines = new JsonLines(process.getInputStream(), process.getOutputStream());
        this.log = log;
    }

    /**
     * Starts it and returns at once; the first command waits until it is warm.
     *
     * @param builder its process
     * @param settings its {@code HALFLIFE_…} environment
     * @param log where its words go
     * @param temporary where its temporary files go
     */
    static AnalyzerChild start(
            ProcessBuilder builder, Map<String, String> settings, Path log, Path temporary) {
        builder.directory(temporary.toFile());
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(settings);
        builder.environment().put("TMPDIR", temporary.toString());
        try {
            return new AnalyzerChild(builder.start(), log);
        } catch (IOException e) {
            throw Refusal.failed("cannot start the analyzer: " + e.getMessage(), e);
        }
    }

    /** One at a time, in the order of asking; who wants progress hears what is waited for. */
    @Override
    public ObjectNode ask(ObjectNode command, Consumer<ObjectNode> progress) {
        await(command.path("progress").asBoolean() ? progress : line -> {});
        try {
            underWay = new UnderWay(command.path("model").asText("all models"), Instant.now());
            return answered(command, progress);
        } finally {
            underWay = null;
            turn.unlock();
        }
    }

    private void await(Consumer<ObjectNode> progress) {
        try {
            UnderWay told = null;
            for (long wait = 0; !turn.tryLock(wait, TimeUnit.SECONDS); wait = LOOK_SECONDS) {
                UnderWay found = underWay;
                if (found != null && !found.equals(told)) {
                    told = found;
                    ObjectNode line = JsonLines.object();
                    line.putObject("progress")
                            .put("waiting_for", found.model)
                            .put("since", found.since.truncatedTo(ChronoUnit.SECONDS).toString());
                    progress.accept(line);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted while another analysis was under way", e);
        }
    }

    private ObjectNode answered(ObjectNode command, Consumer<ObjectNode> progress) {
        try {
            if (!ready) {
                JsonLines.requireOk(answer());
                ready = true;
            }
            lines.write(command);
            return JsonLines.requireOk(lines.readAnswer(progress).orElseThrow(this::ended));
        } catch (IOException e) {
            throw ended();
        }
    }

    private ObjectNode answer() throws IOException {
        return lines.read().orElseThrow(this::ended);
    }

    private Refusal ended() {
        ended = true;
        return Refusal.failed(
                "the analyzer ended"
                        + exit()
                        + " before it answered"
                        + lastWords()
                        + "; its log is "
                        + log);
    }

    /** Its output ends a moment before it does. */
    private String exit() {
        try {
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                return "";
            }
            int code = process.exitValue();
            return code > SIGNALS ? " by signal " + (code - SIGNALS) : " with exit code " + code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private String lastWords() {
        try {
            return Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith(WARNING_OF_JAVA))
                    .reduce((earlier, later) -> later)
                    .map(line -> " (" + line.strip() + ")")
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether a command is under way. */
    boolean isAsked() {
        return underWay != null;
    }

    /** Whether another command makes sense. */
    boolean isAlive() {
        return !ended && process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** A command that is under way is broken off: what a run has not committed, it never did. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            boolean idle = process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
            process.destroy();
            if (!idle && !process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
