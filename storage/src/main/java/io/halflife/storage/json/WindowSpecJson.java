// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.window.CalendarWindows;
import io.halflife.monitor.window.CountWindows;
import io.halflife.monitor.window.DurationWindows;
import io.halflife.monitor.window.WindowSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * How event time is cut, in JSON: {@code kind} is calendar (with {@code unit}, and {@code zone}
 * unless UTC), duration (with {@code length}) or count (with {@code rows} and {@code boundaries}).
 */
public final class WindowSpecJson {

    private static final Duration LENGTH_MIN = Duration.ofSeconds(1);
    private static final Duration LENGTH_MAX = Duration.ofDays(366);

    /** ISO 8601 that begins with years or months. */
    private static final Pattern CALENDAR_LENGTH = Pattern.compile("P\\d+[YM].*");

    private enum Kind {
        CALENDAR,
        DURATION,
        COUNT;

        String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private WindowSpecJson() {}

    /** Empty, with violations, when the object is no window specification. */
    public static Optional<WindowSpec> parse(JsonFields fields) {
        fields.require("kind");
        Optional<WindowSpec> spec =
                fields.choice("kind", Kind.values(), Kind::jsonName)
                        .flatMap(kind -> ofKind(kind, fields));
        if (fields.field("kind").isPresent()) {
            fields.done();
        }
        return spec;
    }

    private static Optional<WindowSpec> ofKind(Kind kind, JsonFields fields) {
        return switch (kind) {
            case CALENDAR -> calendar(fields);
            case DURATION -> duration(fields);
            case COUNT -> count(fields);
        };
    }

    private static Optional<WindowSpec> calendar(JsonFields fields) {
        fields.require("unit");
        Optional<ZoneId> zone = zone(fields);
        return fields.choice("unit", CalendarWindows.Unit.values(), CalendarWindows.Unit::jsonName)
                .flatMap(unit -> zone.map(z -> new CalendarWindows(unit, z)));
    }

    private static Optional<ZoneId> zone(JsonFields fields) {
        Optional<String> name = fields.text("zone");
        if (name.isEmpty()) {
            return Optional.of(ZoneOffset.UTC);
        }
        try {
            ZoneId zone = ZoneId.of(name.get());
            boolean utc = zone.normalized().equals(ZoneOffset.UTC);
            return Optional.of(utc ? ZoneOffset.UTC : zone);
        } catch (DateTimeException e) {
            fields.refuse("zone", "invalid_enum", "must be a time zone such as Europe/Vienna");
            return Optional.empty();
        }
    }

    private static Optional<WindowSpec> duration(JsonFields fields) {
        fields.require("length");
        boolean ofCalendar =
                fields.field("length")
                        .map(JsonNode::asText)
                        .filter(CALENDAR_LENGTH.asMatchPredicate())
                        .isPresent();
        if (ofCalendar) {
            fields.refuse(
                    "length",
                    "out_of_range",
                    "months and years differ in length: use kind calendar with unit month or year");
            return Optional.empty();
        }
        return fields.duration("length", LENGTH_MIN, LENGTH_MAX)
                .filter(
                        length ->
                                length.toNanos() % 1_000_000 == 0
                                        || fields.refuse(
                                                "length",
                                                "out_of_range",
                                                "must be whole milliseconds"))
                .map(DurationWindows::new);
    }

    private static Optional<WindowSpec> count(JsonFields fields) {
        fields.require("rows");
        fields.require("boundaries");
        OptionalLong rows = fields.integer("rows", 1, Long.MAX_VALUE);
        Optional<List<Instant>> boundaries =
                fields.array("boundaries").flatMap(nodes -> boundaries(nodes, fields));
        return rows.isPresent()
                ? boundaries.map(instants -> new CountWindows(rows.getAsLong(), instants))
                : Optional.empty();
    }

    private static Optional<List<Instant>> boundaries(List<JsonNode> nodes, JsonFields fields) {
        if (nodes.size() < 2 || nodes.size() > WindowSpec.WINDOWS_MAX + 1) {
            fields.refuse(
                    "boundaries",
                    "out_of_range",
                    "must number 2 to " + (WindowSpec.WINDOWS_MAX + 1));
            return Optional.empty();
        }
        List<Instant> instants = new ArrayList<>(nodes.size());
        for (JsonNode node : nodes) {
            Optional<Instant> instant = instant(node);
            boolean rises =
                    instant.isPresent()
                            && (instants.isEmpty()
                                    || instants.get(instants.size() - 1).isBefore(instant.get()));
            if (!rises) {
                String name = "boundaries/" + instants.size();
                refuseBoundary(fields, name, instant.isPresent());
                return Optional.empty();
            }
            instants.add(instant.get());
        }
        return Optional.of(instants);
    }

    private static void refuseBoundary(JsonFields fields, String name, boolean isTime) {
        if (isTime) {
            fields.refuse("boundaries", "out_of_range", name + " is not after the one before it");
        } else {
            fields.refuse("boundaries", "timestamp_invalid", name + " is not RFC 3339");
        }
    }

    private static Optional<Instant> instant(JsonNode node) {
        try {
            return node.isTextual()
                    ? Optional.of(
                            OffsetDateTime.parse(node.textValue())
                                    .toInstant()
                                    .truncatedTo(ChronoUnit.MICROS))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** What {@link #parse} reads back as an equal specification. */
    public static ObjectNode write(WindowSpec spec) {
        ObjectNode json = Json.object();
        if (spec instanceof CalendarWindows calendar) {
            json.put("kind", Kind.CALENDAR.jsonName());
            json.put("unit", calendar.unit().jsonName());
            json.put(
                    "zone",
                    calendar.zone().equals(ZoneOffset.UTC) ? "UTC" : calendar.zone().getId());
        } else if (spec instanceof DurationWindows duration) {
            json.put("kind", Kind.DURATION.jsonName());
            json.put("length", IsoDuration.text(duration.length()));
        } else if (spec instanceof CountWindows count) {
            json.put("kind", Kind.COUNT.jsonName());
            json.put("rows", count.rows());
            ArrayNode boundaries = json.putArray("boundaries");
            count.boundaries().forEach(boundary -> boundaries.add(Json.time(boundary)));
        }
        return json;
    }
}
