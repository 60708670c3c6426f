// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.halflife.launcher.demo.RunningDemo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that scrapes the demo's services every second, with our own configuration. */
final class LivePrometheus implements AutoCloseable {

    static final int SCRAPE_SECONDS = 1;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final int port;
    private final Path log;

    private LivePrometheus(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts one.
     *
     * @param features experimental features, for example those that make it ask for protobuf
     */
    static LivePrometheus start(Path folder, RunningDemo demo, String... features) {
        Tool prometheus = Tool.require("prometheus");
        try {
            int port = freePort();
            Path config = Files.writeString(folder.resolve("prometheus.yml"), config(demo, port));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            List<String> command = new ArrayList<>();
            command.add(prometheus.path().toString());
            command.add("--config.file=" + config);
            command.add("--storage.tsdb.path=" + folder.resolve("tsdb"));
            command.add("--web.listen-address=127.0.0.1:" + port);
            command.add("--log.level=warn");
            if (features.length > 0) {
                command.add("--enable-feature=" + String.join(",", Arrays.asList(features)));
            }
            Path log = folder.resolve("log");
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            return new LivePrometheus(process, port, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration of the compose file, with the demo's ports. */
    private static String config(RunningDemo demo, int port) {
        String rules = Sources.file("prometheus/rules").toString();
        return Sources.read("prometheus/prometheus.yml")
                .replace("_interval: 15s", "_interval: " + SCRAPE_SECONDS + "s")
                .replace("scrape_timeout: 10s", "scrape_timeout: " + SCRAPE_SECONDS + "s")
                .replace("rules/*.yml", rules + "/*.yml")
                .replace("127.0.0.1:8081", management(demo, "collector"))
                .replace("127.0.0.1:8091", management(demo, "dashboard"))
                .replace("127.0.0.1:8101", management(demo, "retraining"))
                .replace("127.0.0.1:9090", "127.0.0.1:" + port);
    }

    private static String management(RunningDemo demo, String service) {
        return demo.management(service).getAuthority();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The result of an expression now. */
    JsonNode query(String promQl) {
        return get("query?query=" + encoded(promQl)).path("data").path("result");
    }

    /** The result of an expression over the last half minute. */
    JsonNode range(String promQl) {
        long now = System.currentTimeMillis() / 1000;
        return get("query_range?query="
                        + encoded(promQl)
                        + "&start="
                        + (now - 30)
                        + "&end="
                        + now
                        + "&step="
                        + SCRAPE_SECONDS)
                .path("data")
                .path("result");
    }

    /** Every name of a metric. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        get("label/__name__/values").path("data").forEach(name -> names.add(name.textValue()));
        return names;
    }

    boolean isReady() {
        try {
            return !query("up").isEmpty();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private JsonNode get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/" + path);
        try {
            HttpResponse<String> answer =
                    CLIENT.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofString());
            JsonNode json = JSON.readTree(answer.body());
            if (!json.path("status").asText().equals("success")) {
                throw new AssertionError(path + ": " + answer.body());
            }
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What it complained about. */
    String log() {
        return Sources.read(log);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
