// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An alert as it stands in a file of rules; read as text, as promtool has held it to be YAML.
 *
 * @param name of the alert
 * @param text from its first line to the next rule
 */
record AlertRule(String name, String text) {

    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
    private static final Pattern RULE = Pattern.compile("(?m)^ +- (alert|record): ");

    /** The alerts of all files of rules. */
    static List<AlertRule> all() {
        List<AlertRule> found = new ArrayList<>();
        for (Path file : Sources.in("prometheus/rules", ".yml")) {
            String text = Sources.read(file);
            Matcher alert = ALERT.matcher(text);
            while (alert.find()) {
                Matcher next = RULE.matcher(text);
                int end = next.find(alert.end()) ? next.start() : text.length();
                found.add(new AlertRule(alert.group(1), text.substring(alert.start(), end)));
            }
        }
        return found;
    }

    /** The value of a key on one line, without its quotes. */
    Optional<String> value(String key) {
        Matcher line = Pattern.compile("(?m)^ +" + key + ": (.+)$").matcher(text);
        return line.find()
                ? Optional.of(line.group(1).replaceAll("^['\"]|['\"]$", ""))
                : Optional.empty();
    }

    boolean isAboutModels() {
        return name.startsWith("Model");
    }
}
