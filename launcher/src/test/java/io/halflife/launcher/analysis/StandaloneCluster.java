// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Spark standalone cluster on loopback, made of nothing but the analyzer's libs folder: a master
 * and two workers of one core. Closing kills every process of it, executors too.
 */
final class StandaloneCluster implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofMinutes(2);

    private final Path home;
    private final int port = freePort();
    private final Process master;
    private final List<Process> workers = new ArrayList<>();

    private StandaloneCluster(Path home) throws IOException {
        this.home = home;
        Files.createSymbolicLink(home.resolve("jars"), AnalyzerProcess.home().resolve("libs"));
        this.master =
                start(
                        "master",
                        "org.apache.spark.deploy.master.Master",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--webui-port",
                        Integer.toString(freePort()));
    }

    /**
     * Starts it and returns when both workers are registered.
     *
     * @param home an empty folder: SPARK_HOME, logs and the workers' folders
     */
    static StandaloneCluster start(Path home) throws IOException {
        StandaloneCluster cluster = new StandaloneCluster(home);
        try {
            cluster.awaitLog("master", "I have been elected leader");
            cluster.startWorker(1);
            cluster.startWorker(2);
            cluster.awaitLog("worker-1", "Successfully registered");
            cluster.awaitLog("worker-2", "Successfully registered");
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void startWorker(int number) throws IOException {
        workers.add(
                start(
                        "worker-" + number,
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        "127.0.0.1",
                        "--cores",
                        "1",
                        "--memory",
                        "700m",
                        "--work-dir",
                        home.resolve("work-" + number).toString(),
                        "--webui-port",
                        Integer.toString(freePort()),
                        url()));
    }

    private Process start(String name, String... words) throws IOException {
        List<String> command = new ArrayList<>(java("-Xmx256m"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        prepare(builder);
        return builder.redirectOutput(log(name).toFile()).start();
    }

    /** Java with Spark's class path and the environment that its scripts would set. */
    private List<String> java(String heap) throws IOException {
        Path logging =
                Files.writeString(
                        home.resolve("log4j2.properties"),
                        """
                        rootLogger.level = info
                        rootLogger.appenderRef.out.ref = out
                        appender.out.type = Console
                        appender.out.name = out
                        appender.out.target = SYSTEM_ERR
                        appender.out.layout.type = PatternLayout
                        appender.out.layout.pattern = %p %c{1} %m%n%ex
                        """);
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + AnalyzerProcess.home().resolve("spark.args"),
                heap,
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.configurationFile=" + logging,
                "-cp",
                home.resolve("jars") + "/*");
    }

    private void prepare(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(key -> key.startsWith("HALFLIFE_"));
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    }

    String url() {
        return "spark://127.0.0.1:" + port;
    }

    /** The command line of spark-submit, up to the words of the analyzer. */
    List<String> submit(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of("env"));
        ProcessBuilder prepared = new ProcessBuilder("env");
        prepared.environment().clear();
        prepare(prepared);
        prepared.environment().forEach((key, value) -> command.add(key + "=" + value));
        command.addAll(java("-Xmx600m"));
        command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", url()));
        command.addAll(options);
        command.addAll(List.of("--class", "io.halflife.analyzer.Main"));
        command.add(AnalyzerProcess.home().resolve("analyzer.jar").toString());
        return command;
    }

    /** The executors that run now, of one worker. */
    List<ProcessHandle> executors(int worker) {
        return workers.get(worker).descendants().toList();
    }

    /** kill -9 of a worker and of all that it has started. */
    void killWorker(int worker) {
        List<ProcessHandle> executors = executors(worker);
        workers.get(worker).destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    private Path log(String name) {
        return home.resolve(name + ".log");
    }

    private void awaitLog(String name, String text) {
        Awaitility.await(name)
                .atMost(START_MAX)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Files.readString(log(name)).contains(text));
    }

    /** Every file below its folder, and below where its jars do not lie. */
    List<Path> files() {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".jar"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (Process process : workers) {
            List<ProcessHandle> executors = process.descendants().toList();
            process.destroyForcibly();
            executors.forEach(ProcessHandle::destroyForcibly);
        }
        master.destroyForcibly();
    }
}
