// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import java.time.Instant;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does to a query what Grafana does before it sends it. Macros come first, as variables may stand
 * inside them. What it does not know is an error.
 *
 * @param variables values by name
 * @param scrapeSeconds the distance of two scrapes
 */
record Expansion(Map<String, String> variables, Instant from, Instant to, int scrapeSeconds) {

    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{(\\w+)(?::(\\w+))?}|\\$(\\w+)|\\[\\[(\\w+)]]");

    private static final Pattern TIME_FILTER = Pattern.compile("\\$__timeFilter\\(([\\w.]+)\\)");

    Expansion {
        variables = Map.copyOf(variables);
    }

    String promQl(String query) {
        int interval = 4 * scrapeSeconds;
        return variables(query.replace("$__rate_interval", interval + "s"), false);
    }

    String sql(String query) {
        Matcher filter = TIME_FILTER.matcher(query);
        String filtered =
                filter.replaceAll(
                        found -> found.group(1) + " BETWEEN '" + from + "' AND '" + to + "'");
        return variables(filtered, true);
    }

    private String variables(String query, boolean sql) {
        return VARIABLE.matcher(query)
                .replaceAll(found -> Matcher.quoteReplacement(value(found, sql, query)));
    }

    private String value(MatchResult found, boolean sql, String query) {
        String name = nameOf(found);
        String value = variables.get(name);
        if (value == null) {
            throw new AssertionError("unknown variable or macro " + name + " in " + query);
        }
        String format = found.group(2) == null ? "" : found.group(2);
        if (sql && !format.equals("sqlstring")) {
            throw new AssertionError("not quoted: " + found.group() + " in " + query);
        }
        return format.equals("sqlstring") ? "'" + value.replace("'", "''") + "'" : value;
    }

    private static String nameOf(MatchResult found) {
        for (int group : new int[] {1, 3, 4}) {
            if (found.group(group) != null) {
                return found.group(group);
            }
        }
        throw new IllegalStateException(found.group());
    }
}
