// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.fleet;

import io.halflife.dashboard.fleet.FleetQuestion;
import io.halflife.dashboard.fleet.FleetSort;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.StateMark;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Addresses of the fleet page: the question that it answers, with one thing changed. */
public record FleetLinks(FleetQuestion question) {

    public FleetLinks {
        Objects.requireNonNull(question, "question");
    }

    /**
     * A choice of the order.
     *
     * @param value as the address has it: a minus before it means largest first
     */
    public record Choice(String value, String words) {}

    /** The question's order as an address has it; the empty string for the usual one. */
    public String sort() {
        return text(question.sort(), question.largestFirst());
    }

    private static String text(FleetSort sort, boolean largestFirst) {
        return largestFirst ? "-" + sort.text() : sort.text();
    }

    /** The head of a column: the first look at it, or the other way round where it is in force. */
    public String sortedBy(String name) {
        FleetSort sort = FleetSort.of(name).orElseThrow();
        boolean isShown = sort == question.sort();
        return with("sort", text(sort, isShown ? !question.largestFirst() : sort.largestFirst()));
    }

    /** As {@code aria-sort} has it. */
    public String direction(String name) {
        return FleetSort.of(name).orElseThrow() != question.sort()
                ? "none"
                : question.largestFirst() ? "descending" : "ascending";
    }

    /** For screens without heads of columns: each column both ways, the first look at it first. */
    public List<Choice> choices() {
        return Arrays.stream(FleetSort.values())
                .flatMap(
                        sort ->
                                Stream.of(sort.largestFirst(), !sort.largestFirst())
                                        .map(
                                                largest ->
                                                        new Choice(
                                                                text(sort, largest),
                                                                words(sort, largest))))
                .toList();
    }

    private static String words(FleetSort sort, boolean largestFirst) {
        String column = Columns.of(sort).toLowerCase(Locale.ROOT);
        return switch (sort) {
            case MODEL -> largestFirst ? "name, Z to A" : "name, A to Z";
            case STATE -> largestFirst ? "state, worst first" : "state, best first";
            case AS_OF, REQUEST -> column + (largestFirst ? ", newest first" : ", oldest first");
            default -> column + (largestFirst ? ", largest first" : ", smallest first");
        };
    }

    /** The same list from its beginning. */
    public String first() {
        return href(parameters());
    }

    public String after(String place) {
        return with("after", place);
    }

    /** Only this state. */
    public String state(StateMark mark) {
        return with("state", mark.name());
    }

    public String everyState() {
        return with("state", "");
    }

    /** Only models with this tag. */
    public String tag(String tag) {
        return with("tag", tag);
    }

    private String with(String name, String value) {
        Map<String, String> parameters = parameters();
        parameters.put(name, value);
        return href(parameters);
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("q", question.text());
        parameters.put("state", question.state().map(StateMark::name).orElse(""));
        parameters.put("tag", question.tag());
        parameters.put("group", question.group());
        parameters.put("sort", sort());
        return parameters;
    }

    /** What every reader gets anyway is not in the address. */
    private static String href(Map<String, String> parameters) {
        FleetQuestion usual = FleetQuestion.ALL;
        parameters.remove("sort", text(usual.sort(), usual.largestFirst()));
        return "/" + Links.query(parameters);
    }
}
