// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import io.halflife.dashboard.page.StateMark;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads a question out of the query part of an address, by the names of its parameters. */
public final class FleetQuery {

    /** Of any parameter; a longer tag is in no address. */
    static final int TEXT_MAX = 256;

    private final UnaryOperator<String> query;
    private final List<Violation> violations = new ArrayList<>();

    private FleetQuery(UnaryOperator<String> query) {
        this.query = query;
    }

    /**
     * As a page's address has it: {@code sort=-drift} is largest first.
     *
     * @param query parameters by name; null where there is none
     * @throws ProblemException 422 with every rule that is broken
     */
    public static FleetQuestion ofPage(UnaryOperator<String> query, Set<String> only) {
        String sort = query.apply("sort");
        boolean minus = sort != null && sort.startsWith("-");
        FleetQuery reading = new FleetQuery(query);
        return reading.question(
                only,
                minus ? sort.substring(1) : sort,
                sort == null || sort.isEmpty() ? Optional.empty() : Optional.of(minus));
    }

    /** As the read API has it: {@code sort=drift&order=desc}. */
    static FleetQuestion ofApi(UnaryOperator<String> query, Set<String> only) {
        Optional<Boolean> order = Optional.ofNullable(query.apply("order")).map("desc"::equals);
        return new FleetQuery(query).question(only, query.apply("sort"), order);
    }

    /**
     * Where a page goes on.
     *
     * @throws ProblemException 400 {@code invalid_cursor} for what is no place
     */
    public static Optional<Place> after(String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Place.ofText(text).orElseThrow(FleetQuery::invalidPlace));
    }

    static ProblemException invalidPlace() {
        return new ProblemException(
                Problem.of(
                        400,
                        "invalid_cursor",
                        "the place is none of ours; begin again without it"));
    }

    private FleetQuestion question(
            Set<String> only, String sortText, Optional<Boolean> largestFirst) {
        FleetSort sort = sort(sortText);
        FleetQuestion question =
                new FleetQuestion(
                        only,
                        text("q", TEXT_MAX),
                        state(),
                        text("tag", TEXT_MAX),
                        text("group", TEXT_MAX),
                        sort,
                        largestFirst.orElse(sort.largestFirst()));
        if (!violations.isEmpty()) {
            throw new ProblemException(Problems.invalid(violations));
        }
        return question;
    }

    private FleetSort sort(String text) {
        if (text == null || text.isEmpty()) {
            return FleetQuestion.ALL.sort();
        }
        return FleetSort.of(text)
                .orElseGet(
                        () -> {
                            refuse("sort", "invalid_enum", "sort must be one of " + sorts());
                            return FleetQuestion.ALL.sort();
                        });
    }

    private static String sorts() {
        return Arrays.stream(FleetSort.values())
                .map(FleetSort::text)
                .collect(Collectors.joining(", "));
    }

    private Optional<StateMark> state() {
        String text = text("state", TEXT_MAX);
        Optional<StateMark> found =
                Arrays.stream(StateMark.values()).filter(m -> m.name().equals(text)).findFirst();
        if (found.isEmpty() && !text.isEmpty()) {
            refuse("state", "invalid_enum", "state must be one of " + List.of(StateMark.values()));
        }
        return found;
    }

    private String text(String name, int lengthMax) {
        String text = query.apply(name);
        if (text != null && text.length() > lengthMax) {
            refuse(name, "string_too_long", name + " is longer than " + lengthMax);
        }
        return text == null ? "" : text;
    }

    private void refuse(String name, String code, String detail) {
        violations.add(new Violation("/" + name, code, detail));
    }
}
