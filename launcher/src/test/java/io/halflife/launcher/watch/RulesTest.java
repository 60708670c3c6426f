// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alert rules and who hears of them, without anything running. */
class RulesTest {

    private static final Set<String> SEVERITIES = Set.of("page", "ticket", "none");

    @Test
    void configuration_isOneThatPrometheusTakes() throws Exception {
        Tool.require("promtool")
                .succeed(Sources.root(), "check", "config", "prometheus/prometheus.yml");
    }

    @Test
    void rules_doWhatTheirTestsSay() throws Exception {
        List<String> words = new ArrayList<>(List.of("test", "rules"));
        Sources.in("prometheus/tests", ".yml").forEach(file -> words.add(file.toString()));
        assertTrue(words.size() > 3, "no tests");
        Tool.require("promtool").succeed(Sources.root(), words.toArray(String[]::new));
    }

    @Test
    void alertmanager_takesItsConfigurationAndRoutesTheWatchdog() throws Exception {
        String config = "prometheus/alertmanager/alertmanager.yml";
        Tool amtool = Tool.require("amtool");
        amtool.succeed(Sources.root(), "check-config", config);
        assertTrue(routeOf(amtool, config, "HalflifeWatchdog", "none").contains("dead-man-switch"));
        assertTrue(routeOf(amtool, config, "ModelFeatureDrift", "ticket").contains("people"));
    }

    private static String routeOf(Tool amtool, String config, String alert, String severity)
            throws Exception {
        return amtool.succeed(
                Sources.root(),
                "config",
                "routes",
                "test",
                "--config.file=" + config,
                "alertname=" + alert,
                "severity=" + severity);
    }

    @Test
    void alerts_sayHowBadWhatAndWhereToRead() {
        List<AlertRule> alerts = AlertRule.all();
        assertTrue(alerts.size() >= 15, "found " + alerts.size());
        for (AlertRule alert : alerts) {
            String labels = alert.value("labels").orElse("");
            Matcher severity = Pattern.compile("severity: (\\w+)").matcher(labels);
            assertTrue(severity.find() && SEVERITIES.contains(severity.group(1)), alert.name());
            assertTrue(labels.contains("component: "), alert.name());
            assertTrue(alert.value("summary").isPresent(), alert.name());
            assertTrue(alert.value("description").isPresent(), alert.name());
            String page = alert.value("runbook_url").orElse("");
            assertTrue(page.startsWith("docs/runbooks/"), alert.name() + ": " + page);
            String runbook = Sources.read(page);
            assertTrue(runbook.contains(alert.name()), page + " does not name " + alert.name());
            for (String part : List.of("**Means.**", "**Look at", "**Do.**")) {
                assertTrue(runbook.contains(part), page + " lacks " + part);
            }
            assertTrue(alert.value("dashboard_url").orElse("").startsWith("http"), alert.name());
        }
    }

    /** What a template leaves of an address must still be one. */
    @Test
    void alerts_linkToBoardsThatExist() {
        for (AlertRule alert : AlertRule.all()) {
            String url = alert.value("dashboard_url").orElseThrow();
            URI target = URI.create(url.replaceAll("\\{\\{[^}]+}}", "x"));
            if (target.getPort() == 3000) {
                String uid = target.getPath().replace("/d/", "");
                assertTrue(Board.all().stream().anyMatch(b -> b.uid().equals(uid)), url);
            }
        }
    }

    /** Nobody is woken by the demo. */
    @Test
    void alertsAboutModels_areAboutLiveOnes() {
        for (AlertRule alert : AlertRule.all()) {
            if (alert.isAboutModels()) {
                assertTrue(
                        Pattern.compile("halflife_model_info\\{[^}]*origin=\"live\"")
                                .matcher(alert.text())
                                .find(),
                        alert.name());
            }
        }
    }

    /** Fires, is silent before, and is silent where nothing is known. */
    @Test
    void everyAlert_hasItsTests() {
        StringBuilder all = new StringBuilder();
        Sources.in("prometheus/tests", ".yml").forEach(file -> all.append(Sources.read(file)));
        String tests = all.toString();
        for (AlertRule alert : AlertRule.all()) {
            String silent = "alertname: " + alert.name() + "(,|\n +)exp_alerts: \\[\\]";
            String fires = "alertname: " + alert.name() + "\n +exp_alerts:\n +- exp_labels";
            assertTrue(count(fires, tests) >= 1, alert.name() + " never fires");
            if (!alert.name().equals("HalflifeWatchdog")) {
                assertTrue(count(silent, tests) >= 2, alert.name() + " is not silent often enough");
            }
        }
    }

    private static long count(String pattern, String text) {
        return Pattern.compile(pattern.replace("(,|", "(, |")).matcher(text).results().count();
    }

    @Test
    void everyRunbook_isOfAnAlert() {
        Set<String> known = new TreeSet<>();
        AlertRule.all().forEach(alert -> known.add(alert.value("runbook_url").orElseThrow()));
        Set<String> pages = new TreeSet<>();
        for (Path file : Sources.in("docs/runbooks", ".md")) {
            if (Files.exists(file) && !file.endsWith("README.md")) {
                pages.add(Sources.root().relativize(file).toString());
            }
        }
        assertEquals(known, pages);
    }
}
