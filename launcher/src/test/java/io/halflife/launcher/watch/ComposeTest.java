// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The compose file against the files and the code that it names. There is no container engine where
 * this runs: that it starts is not shown here.
 */
class ComposeTest {

    private static final Set<String> EXPECTED =
            Set.of(
                    "postgres",
                    "migrations",
                    "collector",
                    "analyzer",
                    "retraining",
                    "dashboard",
                    "prometheus",
                    "alertmanager",
                    "grafana-reader",
                    "grafana");

    /** They do one thing and end. */
    private static final Set<String> ONCE = Set.of("migrations", "grafana-reader");

    private final String compose = Sources.read("docker-compose.yml");
    private final Map<String, String> services = services(compose);

    private static Map<String, String> services(String compose) {
        String part =
                compose.substring(compose.indexOf("\nservices:"), compose.indexOf("\nvolumes:"));
        Matcher name = Pattern.compile("(?m)^  ([a-z-]+):$").matcher(part);
        Map<String, String> found = new LinkedHashMap<>();
        String last = null;
        int start = 0;
        while (name.find()) {
            if (last != null) {
                found.put(last, part.substring(start, name.start()));
            }
            last = name.group(1);
            start = name.end();
        }
        found.put(last, part.substring(start));
        return found;
    }

    @Test
    void file_isOneThatComposeTakes() throws Exception {
        Tool.require("dclint").succeed(Sources.root(), "--quiet", "docker-compose.yml");
    }

    @Test
    void services_areAllThereAndHealthChecked() {
        assertEquals(EXPECTED, services.keySet());
        services.forEach(
                (name, text) -> {
                    boolean checked = text.contains("healthcheck:") && text.contains("test: ");
                    boolean listed = text.contains("healthcheck:") && text.contains("test:\n");
                    assertEquals(!ONCE.contains(name), checked || listed, name);
                });
    }

    @Test
    void files_thatAreMountedExist() {
        List<String> missing = new ArrayList<>();
        Matcher mount = Pattern.compile("- (\\./[^:\n]+):(/[^:\n]+):ro").matcher(compose);
        int mounts = 0;
        while (mount.find()) {
            mounts++;
            boolean built = mount.group(1).equals("./launcher/target/dist");
            if (!built && !Files.exists(Sources.file(mount.group(1)))) {
                missing.add(mount.group(1));
            }
        }
        assertTrue(mounts >= 6, "found " + mounts);
        assertEquals(List.of(), missing);
        assertFalse(Pattern.compile("- \\./[^\n]+(?<!:ro)\n").matcher(compose).find());
    }

    /** Everything listens on loopback: the host's network is shared, and there are no keys. */
    @Test
    void addresses_areLoopback() {
        assertFalse(compose.contains("0.0.0.0"));
        assertFalse(compose.contains("ports:"), "with the host's network there are none to map");
        for (String name : List.of("prometheus", "alertmanager")) {
            assertTrue(services.get(name).contains("--web.listen-address=127.0.0.1:"), name);
        }
        assertTrue(services.get("postgres").contains("listen_addresses=127.0.0.1"));
        assertTrue(services.get("grafana").contains("GF_SERVER_HTTP_ADDR: 127.0.0.1"));
        assertFalse(compose.matches("(?s).*HALFLIFE_\\w+_HOST.*"), "their default is loopback");
    }

    @Test
    void variables_areInTheExample() {
        Set<String> asked = new TreeSet<>();
        Matcher variable = Pattern.compile("\\$\\{(\\w+):[?-]").matcher(compose);
        while (variable.find()) {
            asked.add(variable.group(1));
        }
        Set<String> example = new TreeSet<>();
        Matcher line = Pattern.compile("(?m)^(\\w+)=").matcher(Sources.read(".env.example"));
        while (line.find()) {
            example.add(line.group(1));
        }
        assertEquals(asked, example);
    }

    /** A misspelt setting would stop the service at its start. */
    @Test
    void settings_areInTheTablesOfTheModules() {
        StringBuilder tables = new StringBuilder();
        for (String module :
                List.of(
                        "storage",
                        "migrations",
                        "collector",
                        "analyzer",
                        "retraining",
                        "dashboard")) {
            tables.append(Sources.read(module + "/README.md"));
        }
        Matcher setting = Pattern.compile("(?m)^ +(HALFLIFE_\\w+): ").matcher(compose);
        int found = 0;
        while (setting.find()) {
            found++;
            assertTrue(tables.toString().contains("`" + setting.group(1) + "`"), setting.group(1));
        }
        assertTrue(found >= 4, "found " + found);
    }

    @Test
    void programs_exist() {
        Matcher main = Pattern.compile("io\\.halflife\\.(\\w+)\\.Main").matcher(compose);
        int found = 0;
        while (main.find()) {
            found++;
            Path source =
                    Sources.file(main.group(1) + "/src/main/java")
                            .resolve(main.group().replace('.', '/') + ".java");
            assertTrue(Files.exists(source), source.toString());
        }
        assertEquals(5, found);
    }

    @Test
    void images_arePinnedAndNamedAlike() {
        Map<String, String> tags = new LinkedHashMap<>();
        Matcher image = Pattern.compile("image: ([\\w/-]+):([\\w.-]+)").matcher(compose);
        while (image.find()) {
            assertTrue(image.group(2).matches("v?\\d+\\.\\d+.*"), image.group());
            String before = tags.put(image.group(1), image.group(2));
            assertTrue(before == null || before.equals(image.group(2)), image.group());
        }
        assertEquals(
                Set.of(
                        "eclipse-temurin",
                        "postgres",
                        "prom/prometheus",
                        "prom/alertmanager",
                        "grafana/grafana"),
                tags.keySet());
    }

    /** What one file calls the port of another. */
    @Test
    void ports_agree() {
        String scrapes = Sources.read("prometheus/prometheus.yml");
        String sources = Sources.read("grafana/provisioning/datasources/halflife.yaml");
        assertEquals("9093", only("listen-address=127.0.0.1:(\\d+)", services.get("alertmanager")));
        assertTrue(scrapes.contains("alertmanagers:"));
        assertTrue(scrapes.contains("\"127.0.0.1:9093\""));
        assertEquals("9090", only("listen-address=127.0.0.1:(\\d+)", services.get("prometheus")));
        assertTrue(sources.contains("http://127.0.0.1:9090"));
        for (String name : List.of("collector", "dashboard", "retraining")) {
            String port = only("/dev/tcp/127.0.0.1/(\\d+)", services.get(name));
            assertTrue(scrapes.contains("\"127.0.0.1:" + port + "\""), name);
        }
    }

    private static String only(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertTrue(found.find(), pattern);
        return found.group(1);
    }

    /** A board file that no provider reads, or a provider without files, shows nothing. */
    @Test
    void boards_areProvisionedFromWhereTheyAreMounted() {
        String provider = Sources.read("grafana/provisioning/dashboards/halflife.yaml");
        String path = only("path: (\\S+)", provider);
        assertTrue(services.get("grafana").contains("./grafana/dashboards:" + path + ":ro"));
        String home = only("HOME_DASHBOARD_PATH: (\\S+)", services.get("grafana"));
        assertTrue(Files.exists(Sources.file(home.replace(path, "grafana/dashboards"))), home);
        Set<String> uids = new TreeSet<>();
        Matcher uid =
                Pattern.compile("uid: (\\S+)")
                        .matcher(Sources.read("grafana/provisioning/datasources/halflife.yaml"));
        while (uid.find()) {
            uids.add(uid.group(1));
        }
        for (Board board : Board.all()) {
            board.variables().stream()
                    .filter(v -> v.path("type").textValue().equals("datasource"))
                    .forEach(
                            v ->
                                    assertTrue(
                                            uids.contains(v.at("/current/value").textValue()),
                                            board.file()));
        }
    }
}
