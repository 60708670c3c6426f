// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.Violation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the query part of a URL. Every rule that it breaks is reported, not only the first. */
public final class PageQueryParser {

    private static final Set<String> NAMES =
            Set.of("version", "environment", "from", "to", "order", "limit", "cursor");
    private static final int TEXT_MAX = 256;
    private static final int CURSOR_MAX = 2048;
    private static final int SEGMENT_MAX = 2048;

    private final Set<String> names;
    private final Map<String, String> parameters = new TreeMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private PageQueryParser(Set<String> more) {
        Set<String> all = new TreeSet<>(NAMES);
        all.addAll(more);
        names = all;
    }

    /**
     * The query, with every default filled in.
     *
     * @param parameters name and value, in the order of the URL, decoded
     * @throws ProblemException with 422 and every violation
     */
    public static PageQuery parse(Iterable<Map.Entry<String, String>> parameters) {
        return parse(parameters, Set.of());
    }

    /**
     * The query of a read that takes parameters of its own.
     *
     * @param more their names; the caller reads them
     * @throws ProblemException with 422 and every violation
     */
    public static PageQuery parse(
            Iterable<Map.Entry<String, String>> parameters, Set<String> more) {
        PageQueryParser parser = new PageQueryParser(more);
        parameters.forEach(parser::add);
        PageQuery query = parser.query();
        if (!parser.violations.isEmpty()) {
            throw new ProblemException(Problems.invalid(parser.violations));
        }
        return query;
    }

    private void add(Map.Entry<String, String> parameter) {
        String name = parameter.getKey();
        if (!names.contains(name)) {
            refuse("", "unknown_field", "filters are " + String.join(", ", names));
        } else if (parameters.put(name, parameter.getValue()) != null) {
            refuse(name, "duplicate_key", name + " is given twice");
        } else if (parameter.getValue().length() > lengthMax(name)) {
            refuse(name, "string_too_long", name + " is longer than " + lengthMax(name));
        }
    }

    private PageQuery query() {
        Instant from = time("from", Instant.MIN);
        Instant to = time("to", Instant.MAX);
        if (!from.isBefore(to)) {
            refuse("to", "out_of_range", "to must be after from");
        }
        return new PageQuery(
                text("version", ""),
                text("environment", PageQuery.ENVIRONMENT_DEFAULT),
                from,
                to,
                newestFirst(),
                limit(),
                text("cursor", ""));
    }

    private String text(String name, String defaultValue) {
        return parameters.getOrDefault(name, defaultValue);
    }

    private Instant time(String name, Instant defaultValue) {
        String text = parameters.get(name);
        if (text == null) {
            return defaultValue;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            refuse(name, "timestamp_invalid", name + " must be RFC 3339 with an offset");
            return defaultValue;
        }
    }

    private boolean newestFirst() {
        String order = text("order", "asc");
        if (!order.equals("asc") && !order.equals("desc")) {
            refuse("order", "invalid_enum", "order must be asc or desc");
        }
        return order.equals("desc");
    }

    private int limit() {
        String text = text("limit", Integer.toString(PageQuery.LIMIT_DEFAULT));
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= PageQuery.LIMIT_MAX) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // The same rule is broken: one sentence serves both.
        }
        refuse("limit", "out_of_range", "limit must be in 1.." + PageQuery.LIMIT_MAX);
        return PageQuery.LIMIT_DEFAULT;
    }

    private void refuse(String name, String code, String detail) {
        violations.add(new Violation(name.isEmpty() ? "" : "/" + name, code, detail));
    }

    private static int lengthMax(String name) {
        return switch (name) {
            case "cursor" -> CURSOR_MAX;
            case "segment" -> SEGMENT_MAX;
            default -> TEXT_MAX;
        };
    }
}
