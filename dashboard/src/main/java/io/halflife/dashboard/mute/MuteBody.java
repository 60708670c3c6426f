// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.mute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.Violation;
import io.halflife.monitor.naming.NearName;
import io.halflife.monitor.period.Period.Effect;
import io.halflife.monitor.window.Window;
import io.halflife.storage.json.JsonFields;
import io.halflife.storage.period.MuteDraft;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The body that sets or changes a period. Every broken rule is collected. */
final class MuteBody {

    static final String ALL = "all";

    private static final int REASON_MAX = 500;
    private static final int ENVIRONMENT_MAX = 64;
    private static final int FEATURES_MAX = 1000;

    /** Each is compared with every feature. */
    private static final int SUGGESTED_MAX = 20;

    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final Known known;
    private final List<Violation> violations = new ArrayList<>();
    private final JsonFields fields;

    /**
     * What a model has that a period may name.
     *
     * @param features of any of its versions
     * @param environments in which any is known; empty while none is, and then any may be named
     */
    record Known(Set<String> features, Set<String> environments) {
        Known {
            features = Set.copyOf(features);
            environments = Set.copyOf(environments);
        }
    }

    private MuteBody(ObjectNode body, Known known) {
        this.known = known;
        this.fields = JsonFields.of(body, "", violations).orElseThrow();
    }

    /**
     * What a body says, over nothing.
     *
     * @throws ProblemException 422 with every finding
     */
    static MuteDraft create(ObjectNode body, Known known) {
        MuteBody reading = new MuteBody(body, known);
        List.of("from", "to", "reason").forEach(reading.fields::require);
        return reading.over(
                new MuteDraft(Effect.MUTED, new Window(FIRST, LAST), "", List.of(), "unsaid"));
    }

    /**
     * What a body says, over what stands.
     *
     * @throws ProblemException 422 with every finding
     */
    static MuteDraft change(ObjectNode body, MuteDraft standing, Known known) {
        return new MuteBody(body, known).over(standing);
    }

    private MuteDraft over(MuteDraft standing) {
        Instant from = time("from", standing.stretch().start());
        Instant to = time("to", standing.stretch().end());
        boolean rising = from.isBefore(to);
        if (!rising) {
            fields.refuse("to", "out_of_range", "must be after from");
        }
        MuteDraft draft =
                new MuteDraft(
                        fields.choice("effect", Effect.values(), Effect::jsonName)
                                .orElse(standing.effect()),
                        rising ? new Window(from, to) : standing.stretch(),
                        environment(standing.environment()),
                        names(standing.features()),
                        reason(standing.reason()));
        fields.done();
        if (!violations.isEmpty()) {
            throw new ProblemException(Problems.invalid(violations));
        }
        return draft;
    }

    private Instant time(String name, Instant standing) {
        Optional<String> text = fields.text(name);
        if (text.isEmpty()) {
            return standing;
        }
        try {
            Instant time = OffsetDateTime.parse(text.get()).toInstant();
            if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
                return time;
            }
            fields.refuse(name, "timestamp_out_of_range", "must be in the years 1900 to 9999");
        } catch (DateTimeException e) {
            fields.refuse(name, "timestamp_invalid", "must be RFC 3339 with an offset");
        }
        return standing;
    }

    private String environment(String standing) {
        Optional<String> text = fields.text("environment");
        if (text.filter(t -> t.isBlank() || t.length() > ENVIRONMENT_MAX).isPresent()) {
            fields.refuse(
                    "environment",
                    "invalid_string",
                    "must be the name of an environment; left out it is every one");
        } else {
            text.filter(t -> !known.environments.isEmpty() && !known.environments.contains(t))
                    .ifPresent(this::refuseEnvironment);
        }
        return text.orElse(standing);
    }

    private void refuseEnvironment(String unknown) {
        Set<String> names = new TreeSet<>(known.environments);
        fields.refuse(
                "environment",
                "unknown_environment",
                "no version of the model is known in it; known are "
                        + String.join(", ", names)
                        + NearName.suggestion(unknown, names));
    }

    private String reason(String standing) {
        String reason = fields.text("reason").map(String::strip).orElse(standing);
        if (reason.isEmpty()) {
            fields.refuse("reason", "required", "say why: it is shown with every verdict");
        } else if (reason.length() > REASON_MAX) {
            fields.refuse(
                    "reason", "string_too_long", "must be at most " + REASON_MAX + " characters");
        }
        return reason;
    }

    /** {@code "all"}, or names. */
    private List<String> names(List<String> standing) {
        if (fields.field("features").filter(f -> f.isTextual()).isPresent()) {
            boolean all = fields.text("features").filter(ALL::equals).isPresent();
            if (!all) {
                fields.refuse("features", "invalid_enum", "must be names in a list, or \"all\"");
            }
            return List.of();
        }
        Optional<List<String>> names = fields.texts("features");
        names.ifPresent(this::check);
        return names.orElse(standing);
    }

    private void check(List<String> names) {
        if (names.isEmpty() || names.size() > FEATURES_MAX) {
            fields.refuse(
                    "features",
                    "out_of_range",
                    "must name 1 to " + FEATURES_MAX + " features, or be \"all\"");
        }
        for (int i = 0; i < names.size(); i++) {
            if (!known.features.contains(names.get(i))) {
                fields.refuseElement(
                        "features",
                        i,
                        "unknown_feature",
                        "no version of the model has it"
                                + (violations.size() < SUGGESTED_MAX
                                        ? NearName.suggestion(names.get(i), known.features)
                                        : ""));
            }
        }
    }
}
