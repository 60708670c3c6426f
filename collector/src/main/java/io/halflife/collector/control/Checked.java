// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.collector.directory.AutoRegister;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.Violation;
import io.halflife.storage.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A body that is read field by field, with the rules that only the control plane has. Every broken
 * rule is collected; {@link #done} answers them all at once. Not thread-safe.
 */
final class Checked {

    private static final int NAME_BYTES_MAX = 256;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    /** The first moment that is too late. */
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.:/-]{1,128}");

    private final List<Violation> violations = new ArrayList<>();
    private final JsonFields fields;

    Checked(ObjectNode body) {
        fields = JsonFields.of(body, "", violations).orElseThrow();
    }

    JsonFields fields() {
        return fields;
    }

    List<Violation> violations() {
        return violations;
    }

    /** A name of 1 to 256 bytes. */
    Optional<String> name(String field) {
        Optional<String> text = fields.text(field);
        int bytes = text.orElse("").getBytes(StandardCharsets.UTF_8).length;
        if (bytes > NAME_BYTES_MAX) {
            fields.refuse(field, "string_too_long", "must be at most " + NAME_BYTES_MAX + " bytes");
        } else if (text.isPresent() && bytes == 0) {
            fields.refuse(field, "invalid_string", "must not be empty");
        }
        return text;
    }

    String requiredName(String field) {
        fields.require(field);
        return name(field).orElse("");
    }

    /** A name that can be the value of a metric's label. */
    String requiredLabel(String field) {
        String name = requiredName(field);
        if (!name.isEmpty() && !LABEL.matcher(name).matches()) {
            fields.refuse(
                    field, "invalid_string", "may hold A-Z a-z 0-9 _ . : / - and 1 to 128 of them");
        }
        return name;
    }

    /** A name that paths can hold: clients take dots between slashes out of an address. */
    String requiredPathName(String field) {
        return reachable(field, requiredName(field));
    }

    /** Like {@link #requiredLabel}, of what paths can hold too. */
    String requiredPathLabel(String field) {
        return reachable(field, requiredLabel(field));
    }

    private String reachable(String field, String name) {
        if (AutoRegister.hasDotSegment(name)) {
            fields.refuse(field, "invalid_string", "must not be . or .., also not between slashes");
        }
        return name;
    }

    /** RFC 3339 with an offset, from 1900 to 9999. */
    static Optional<Instant> instant(JsonFields fields, String field) {
        return fields.text(field).flatMap(text -> instant(fields, field, text));
    }

    private static Optional<Instant> inRange(JsonFields fields, String field, Instant at) {
        if (at.isBefore(EARLIEST) || !at.isBefore(LATEST)) {
            fields.refuse(field, "timestamp_out_of_range", "must be from 1900 to 9999");
            return Optional.empty();
        }
        return Optional.of(at);
    }

    private static Optional<Instant> instant(JsonFields fields, String field, String text) {
        try {
            return inRange(fields, field, OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            fields.refuse(field, "timestamp_invalid", "must be RFC 3339 with an offset");
            return Optional.empty();
        }
    }

    /** RFC 3339 with an offset, or a date, which means its first moment in UTC. */
    static Optional<Instant> instantOrDate(JsonFields fields, String field) {
        Optional<String> text = fields.text(field);
        try {
            return text.map(t -> LocalDate.parse(t).atStartOfDay(ZoneOffset.UTC).toInstant())
                    .flatMap(at -> inRange(fields, field, at));
        } catch (DateTimeParseException e) {
            return text.flatMap(t -> instant(fields, field, t));
        }
    }

    /** An object that is only kept: whatever Postgres can store. */
    ObjectNode kept(String field, ObjectNode substitute) {
        Optional<JsonNode> value = fields.field(field);
        if (value.isEmpty()) {
            return substitute;
        }
        if (!(value.get() instanceof ObjectNode object)) {
            fields.refuse(field, "type_mismatch", "expected an object");
            return substitute;
        }
        if (!isStorable(object)) {
            fields.refuse(
                    field,
                    "invalid_string",
                    "must hold no control characters and no lone surrogates");
        }
        return object;
    }

    private static boolean isStorable(JsonNode node) {
        for (String name : (Iterable<String>) node::fieldNames) {
            if (!isStorable(name)) {
                return false;
            }
        }
        for (JsonNode child : node) {
            if (!isStorable(child)) {
                return false;
            }
        }
        return !node.isTextual() || isStorable(node.textValue());
    }

    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    /**
     * Goes on only when every rule was kept and no field is left.
     *
     * @throws ProblemException 422 with every finding
     */
    void done() {
        fields.done();
        requireValid();
    }

    /** Like {@link #done}, for a body of which not every field was asked for. */
    void requireValid() {
        if (!violations.isEmpty()) {
            throw new ProblemException(Problems.invalid(violations));
        }
    }
}
