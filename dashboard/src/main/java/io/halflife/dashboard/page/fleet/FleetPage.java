// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.fleet;

import io.halflife.dashboard.fleet.FleetQuestion;
import io.halflife.dashboard.fleet.FleetSlice;
import io.halflife.dashboard.fleet.FleetSlice.Counts;
import io.halflife.dashboard.fleet.Place;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.StateMark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A page of the models, cut out of the whole fleet in the order that was asked for.
 *
 * @param rows of the slice, in its order
 * @param isLater whether other pages come before this one
 * @param steps how to begin
 */
public record FleetPage(
        FleetQuestion question,
        FleetSlice slice,
        List<FleetRow> rows,
        boolean isLater,
        FirstSteps steps) {

    /** Rows on one page. */
    public static final int MODELS_MAX = 100;

    /** Longer tags are in no address. */
    private static final int TAG_MAX = 256;

    /**
     * Rows under one heading.
     *
     * @param heading the empty string where nothing is grouped
     * @param counts over all pages
     * @param href only this group; the empty string where no address holds it
     */
    public record Group(String heading, String counts, String href, List<FleetRow> rows) {
        public Group {
            Objects.requireNonNull(heading, "heading");
            Objects.requireNonNull(counts, "counts");
            Objects.requireNonNull(href, "href");
            rows = List.copyOf(rows);
        }
    }

    public FleetPage {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(slice, "slice");
        rows = List.copyOf(rows);
        Objects.requireNonNull(steps, "steps");
    }

    /** What is waited for: the page looks again until it is another text. Empty when nothing is. */
    public String waiting() {
        return isEmpty()
                ? "a model"
                : rows.stream()
                        .filter(row -> row.environment().isEmpty())
                        .map(row -> row.model() + ": " + row.why())
                        .collect(Collectors.joining("; "));
    }

    /** Whether there is no model at all, whatever was asked for. */
    public boolean isEmpty() {
        return rows.isEmpty() && question.equals(all()) && !isLater;
    }

    /** Every model that the caller may know of, in the order of this question. */
    private FleetQuestion all() {
        return new FleetQuestion(
                question.only(),
                "",
                Optional.empty(),
                "",
                question.group(),
                question.sort(),
                question.largestFirst());
    }

    public FleetLinks links() {
        return new FleetLinks(question);
    }

    public Shell shell() {
        return Shell.of("Models", Shell.Section.MODELS);
    }

    /** Where the list goes on; the empty string on its last page. */
    public String nextHref() {
        return slice.next().map(Place::text).map(links()::after).orElse("");
    }

    /** Where the list begins; the empty string on its first page. */
    public String firstHref() {
        return isLater ? links().first() : "";
    }

    /** The states that models of the whole list have. */
    public List<StateMark> marks() {
        return marks(slice.whole());
    }

    private static List<StateMark> marks(Counts counts) {
        return Arrays.stream(StateMark.values()).filter(mark -> counts.of(mark) > 0).toList();
    }

    public long count(StateMark mark) {
        return slice.whole().of(mark);
    }

    /**
     * "3 models: 1 ▲ ALARM, 2 ● CLEAR", counted over all pages; a model in two environments is two
     * of the states.
     */
    public String summary() {
        return summary(slice.whole());
    }

    private static String summary(Counts counts) {
        StringBuilder text = new StringBuilder(Figures.counted(counts.models(), "model"));
        String separator = ": ";
        for (StateMark mark : marks(counts)) {
            text.append(separator).append(Figures.count(counts.of(mark)));
            text.append(' ').append(mark.shape()).append(' ').append(mark.word());
            separator = ", ";
        }
        return text.toString();
    }

    /** The rows under their headings; one group without a heading where nothing is grouped. */
    public List<Group> groups() {
        if (question.group().isEmpty()) {
            return List.of(new Group("", "", "", rows));
        }
        List<Group> groups = new ArrayList<>();
        int from = 0;
        for (int at = 1; at <= rows.size(); at++) {
            if (at == rows.size() || !rows.get(at).group().equals(rows.get(from).group())) {
                groups.add(group(rows.subList(from, at)));
                from = at;
            }
        }
        return groups;
    }

    private Group group(List<FleetRow> members) {
        String value = members.get(0).group();
        Counts counts = slice.groups().get(value);
        String tag = question.group() + "=" + value;
        boolean isAddress = !value.isEmpty() && tag.length() <= TAG_MAX;
        return new Group(
                value.isEmpty() ? "no " + question.group() : value,
                counts == null ? "" : summary(counts),
                isAddress ? links().tag(tag) : "",
                members);
    }
}
