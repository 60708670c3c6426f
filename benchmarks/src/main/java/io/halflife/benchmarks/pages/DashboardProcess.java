// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.pages;

import io.halflife.launcher.postgres.PrivatePostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A dashboard as a process of its own, so that its memory is its own too. */
final class DashboardProcess implements AutoCloseable {

    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int KIB_PER_MIB = 1024;

    private final Process process;
    private final int port;

    private DashboardProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param heapMebibytes its largest heap
     */
    static DashboardProcess start(PrivatePostgres postgres, int heapMebibytes) throws IOException {
        int port = freePort();
        int managementPort = freePort();
        File log = File.createTempFile("dashboard", ".log");
        log.deleteOnExit();
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx" + heapMebibytes + "m",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "io.halflife.dashboard.Main"))
                        .redirectErrorStream(true)
                        .redirectOutput(log);
        builder.environment().keySet().removeIf(key -> key.startsWith("HALFLIFE_"));
        builder.environment()
                .putAll(
                        Map.of(
                                "HALFLIFE_DB_URL", postgres.url(),
                                "HALFLIFE_DB_USER", postgres.user(),
                                "HALFLIFE_DB_PASSWORD", postgres.password(),
                                "HALFLIFE_DEV", "true",
                                "HALFLIFE_DASHBOARD_PORT", Integer.toString(port),
                                "HALFLIFE_DASHBOARD_MANAGEMENT_PORT",
                                        Integer.toString(managementPort)));
        DashboardProcess started = new DashboardProcess(builder.start(), port);
        started.awaitReady(managementPort, log.toPath());
        return started;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady(int managementPort, Path log) throws IOException {
        long end = System.nanoTime() + START_NANOS;
        while (!isReady(managementPort)) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                close();
                throw new IllegalStateException("no dashboard: " + Files.readString(log));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static boolean isReady(int managementPort) {
        try {
            URI ready = URI.create("http://127.0.0.1:" + managementPort + "/ready");
            return ((HttpURLConnection) ready.toURL().openConnection()).getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** What the process holds of the machine's memory now, in MiB. */
    double residentMebibytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                    .map(kib -> kib / KIB_PER_MIB)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What lives in the heap after a full collection, in MiB. */
    double liveMebibytes() {
        try {
            Process histogram =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                            .toString(),
                                    Long.toString(process.pid()),
                                    "GC.class_histogram")
                            .redirectErrorStream(true)
                            .start();
            String text =
                    new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String total =
                    text.lines().filter(line -> line.startsWith("Total")).findFirst().orElse("");
            String[] parts = total.trim().split("\\s+", -1);
            return parts.length < 3
                    ? Double.NaN
                    : Double.parseDouble(parts[2]) / KIB_PER_MIB / KIB_PER_MIB;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
