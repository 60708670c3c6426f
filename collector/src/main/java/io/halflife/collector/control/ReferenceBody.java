// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.model.Violation;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.PastStretch;
import io.halflife.storage.declared.DeclaredReference;
import io.halflife.storage.declared.DeclaredReferenceJson;
import io.halflife.storage.json.IsoDuration;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.Parsed;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.reference.ReferenceDraft;
import io.halflife.storage.reference.ReferenceKind;
import io.halflife.storage.results.VersionScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The bodies of {@code PUT …/reference} that hold a whole reference, checked one kind at a time.
 */
final class ReferenceBody {

    private static final Duration TRAILING_MIN = Duration.ofMinutes(1);
    private static final Duration TRAILING_MAX = Duration.ofDays(1100);

    private final Storage storage;
    private final Clock clock;

    ReferenceBody(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** Profiles that the caller made: kept as they were sent. */
    ReferenceDraft profile(ObjectNode body, RegisteredVersion version) {
        Parsed<DeclaredReference> parsed = DeclaredReferenceJson.read(body, version.definition());
        if (!parsed.isValid()) {
            throw new ProblemException(Problems.invalid(parsed.violations()));
        }
        return new ReferenceDraft(ReferenceKind.PROFILE, body, parsed.value().rows());
    }

    ReferenceDraft previous(ObjectNode body) {
        Checked checked = new Checked(body);
        checked.fields().require("kind");
        checked.done();
        return new ReferenceDraft(ReferenceKind.PREVIOUS, Json.object(), 0);
    }

    ReferenceDraft trailing(ObjectNode body) {
        Checked checked = new Checked(body);
        checked.fields().require("kind");
        checked.fields().require("length");
        Optional<Duration> length = checked.fields().duration("length", TRAILING_MIN, TRAILING_MAX);
        checked.done();
        ObjectNode definition = Json.object();
        definition.put("length", IsoDuration.text(length.orElseThrow()));
        return new ReferenceDraft(ReferenceKind.TRAILING, definition, 0);
    }

    /** A stretch that has happened, of this version or of another one with the same inputs. */
    ReferenceDraft window(ObjectNode body, RegisteredVersion version) {
        Checked checked = new Checked(body);
        checked.fields().require("kind");
        checked.fields().require("from");
        checked.fields().require("to");
        String environment = checked.name("environment").orElse("production");
        Optional<String> source = checked.name("from_version");
        Instant from = end(checked, "from");
        Instant to = end(checked, "to");
        if (!to.equals(Instant.MAX) && to.isAfter(clock.instant())) {
            checked.fields().refuse("to", "timestamp_out_of_range", "must not be in the future");
        } else if (!from.isBefore(to)) {
            checked.fields().refuse("to", "out_of_range", "must be after from");
        }
        RegisteredVersion of = source.map(name -> source(checked, version, name)).orElse(version);
        checked.done();
        requireRows(checked, of, environment, new Window(from, to));
        ObjectNode definition = Json.object();
        definition.put("environment", environment);
        definition.set("from", Json.time(from));
        definition.set("to", Json.time(to));
        definition.put("from_version", of.definition().id().version());
        return new ReferenceDraft(ReferenceKind.WINDOW, definition, 0);
    }

    private static Instant end(Checked checked, String field) {
        return Checked.instant(checked.fields(), field)
                .map(instant -> instant.truncatedTo(ChronoUnit.MICROS))
                .orElse(field.equals("from") ? Instant.MIN : Instant.MAX);
    }

    private RegisteredVersion source(Checked checked, RegisteredVersion version, String name) {
        VersionDefinition mine = version.definition();
        Optional<RegisteredVersion> found =
                storage.models().version(new ModelVersion(mine.id().model(), name));
        if (found.isEmpty()) {
            checked.fields()
                    .refuse("from_version", "unknown_model", "the model has no such version");
        } else if (!isAlike(found.get().definition(), mine)) {
            checked.fields()
                    .refuse(
                            "from_version",
                            "signature_mismatch",
                            "must have the same inputs, in the same order, and the same output");
        }
        return found.orElse(version);
    }

    private static boolean isAlike(VersionDefinition other, VersionDefinition mine) {
        return other.signature().inputs().equals(mine.signature().inputs())
                && other.output().equals(mine.output());
    }

    private void requireRows(
            Checked checked, RegisteredVersion of, String environment, Window stretch) {
        VersionScope scope = new VersionScope(of.versionId(), environment);
        if (!new PastStretch(of.modelId(), scope, stretch).isKnown(storage.jdbi())) {
            checked.fields()
                    .refuse(
                            "from",
                            "reference_empty",
                            "the version has no predictions in this environment from `from` until"
                                    + " before `to`, and no analysed window lies between them");
        }
        checked.requireValid();
    }

    /** Parquet has a door already. */
    static ProblemException upload() {
        return new ProblemException(
                Problems.invalid(
                        List.of(
                                new Violation(
                                        "/kind",
                                        "unsupported_kind",
                                        "files are not uploaded here: `halflife import` reads"
                                                + " Parquet, CSV and NDJSON and posts them to"
                                                + " …/reference/rows; then put"
                                                + " {\"kind\":\"rows\"}"))));
    }
}
