// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The collector as a process of its own, as an operator runs it: 512 MiB of heap, an end where
 * memory runs out. It keeps its ports over restarts.
 */
public final class CollectorProcess implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofSeconds(90);
    private static final long POLL_NANOS = 20_000_000;

    private final String classPath;
    private final Map<String, String> environment;
    private final List<String> flags;
    private final int port = freePort();
    private final int managementPort = freePort();
    private final Path log;
    private Process process;

    /**
     * One that does not run yet.
     *
     * @param classPath of Java, with the collector and what it needs
     * @param environment settings, except for the ports
     * @param flags more words for Java
     */
    public CollectorProcess(String classPath, Map<String, String> environment, List<String> flags) {
        this.classPath = classPath;
        this.environment = Map.copyOf(environment);
        this.flags = List.copyOf(flags);
        try {
            this.log = Files.createTempFile("halflife-collector", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings that open every door on loopback and name the database. */
    public static Map<String, String> onDatabase(String url, String user, String password) {
        return Map.of(
                "HALFLIFE_DEV", "true",
                "HALFLIFE_DB_URL", url,
                "HALFLIFE_DB_USER", user,
                "HALFLIFE_DB_PASSWORD", password);
    }

    /** Starts it and returns when it is ready. */
    public CollectorProcess start() {
        return start(List.of());
    }

    /**
     * Starts it behind other words.
     *
     * @param prefix a program that becomes Java, for example one that sets limits
     */
    public CollectorProcess start(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError", "-Dlog4j2.level=WARN"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, "io.halflife.collector.Main"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("HALFLIFE_"));
        builder.environment().putAll(environment);
        builder.environment().put("HALFLIFE_COLLECTOR_PORT", Integer.toString(port));
        builder.environment()
                .put("HALFLIFE_COLLECTOR_MANAGEMENT_PORT", Integer.toString(managementPort));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        waitUntilReady();
        return this;
    }

    private void waitUntilReady() {
        long end = System.nanoTime() + START_MAX.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the collector does not start: " + logText());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Whether {@code /ready} says so. */
    public boolean isReady() {
        return managed("/ready").status() == HttpSocket.OK;
    }

    /** The status of {@code /ready}; 0 without an answer. */
    public int readiness() {
        return managed("/ready").status();
    }

    /** What {@code /metrics} says now; empty when it does not answer. */
    public String metrics() {
        return managed("/metrics").body();
    }

    /** The sum of a counter or gauge over all its labels, of those lines that hold this text. */
    public double metric(String name, String labels) {
        return Scrape.sum(metrics(), name, labels);
    }

    private HttpSocket.Answer managed(String path) {
        try (HttpSocket socket = new HttpSocket(managementPort, Duration.ofSeconds(5))) {
            return socket.get(path);
        } catch (IOException e) {
            return HttpSocket.Answer.NONE;
        }
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public ProcessFigures figures() {
        return ProcessFigures.of(pid());
    }

    /** kill -9, and waits for its end. */
    public void kill() {
        process.destroyForcibly();
        exitCode(Duration.ofSeconds(30));
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Its exit code, within this time. */
    public int exitCode(Duration max) {
        try {
            if (!process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("still running after " + max);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All that it has said. */
    public String logText() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of its heap that are in use after a collection that it is asked for. */
    public long liveHeapBytes() {
        try {
            Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Process collection =
                    new ProcessBuilder(tool.toString(), Long.toString(pid()), "GC.run")
                            .redirectErrorStream(true)
                            .start();
            collection.getInputStream().readAllBytes();
            collection.waitFor();
            return (long) metric("jvm_memory_used_bytes", "area=\"heap\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
