// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.period;

import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.WatchedModel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which stretch of time a page shows, of which version and environment, and what else there is to
 * choose. It is a form that works without a script.
 *
 * @param path of the page, without a query
 * @param links periods that are one click away
 * @param choices what is chosen from a list; those with one option are not shown
 */
public record PeriodPicker(String path, Period period, List<Link> links, List<Choice> choices) {

    private static final List<Integer> DAYS = List.of(30, 90);

    /** A period that is one click away. */
    public record Link(String word, String href, boolean isCurrent) {}

    /**
     * One list to choose from.
     *
     * @param name of the parameter
     * @param shown the value of the option that the page shows
     */
    public record Choice(String name, String word, List<Option> options, String shown) {
        public Choice {
            options = List.copyOf(options);
        }

        /** Options whose words are their values. */
        public static Choice of(String name, List<String> values, String shown) {
            return new Choice(
                    name, name, values.stream().map(v -> new Option(v, v)).toList(), shown);
        }
    }

    /** A value, and the word for it. */
    public record Option(String value, String word) {}

    public PeriodPicker {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(period, "period");
        links = List.copyOf(links);
        choices = choices.stream().filter(choice -> choice.options().size() > 1).toList();
    }

    /**
     * The picker of a page of a model.
     *
     * @param path of the page, without a query
     * @param now "30 days" are the last ones before it
     * @param more choices beside version and environment; what they show is kept by the links
     */
    public static PeriodPicker of(
            WatchedModel watched, String path, Period period, Instant now, List<Choice> more) {
        Instant newest = watched.run().map(run -> run.asOf()).orElse(now);
        List<Link> links = new ArrayList<>();
        for (int days : DAYS) {
            String from =
                    newest.minus(days, ChronoUnit.DAYS)
                            .atZone(ZoneOffset.UTC)
                            .toLocalDate()
                            .toString();
            boolean isCurrent = period.fromText().equals(from) && period.toText().isEmpty();
            links.add(new Link(days + " days", href(watched, path, from, more), isCurrent));
        }
        links.add(new Link("All", href(watched, path, "", more), period.isAll()));
        return new PeriodPicker(path, period, links, choices(watched, more));
    }

    private static List<Choice> choices(WatchedModel watched, List<Choice> more) {
        List<String> versions =
                watched.versions().stream().map(v -> v.definition().id().version()).toList();
        List<Choice> choices = new ArrayList<>(more);
        choices.add(Choice.of("version", versions, watched.versionName()));
        choices.add(Choice.of("environment", watched.environments(), watched.environment()));
        return choices;
    }

    private static String href(WatchedModel watched, String path, String from, List<Choice> more) {
        Map<String, String> parameters = new LinkedHashMap<>();
        more.forEach(choice -> parameters.put(choice.name(), choice.shown()));
        parameters.put(
                "version", watched.query().contains("version=") ? watched.versionName() : "");
        parameters.put(
                "environment",
                watched.query().contains("environment=") ? watched.environment() : "");
        parameters.put("from", from);
        return path + Links.query(parameters);
    }
}
