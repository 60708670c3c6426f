// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.volume;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.calibration.ReferenceCut;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.volume.ExpectedVolume;
import io.halflife.monitor.volume.VolumeTimeline;
import io.halflife.monitor.volume.WindowVolume;
import io.halflife.monitor.window.CountWindows;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.statistics.calibration.Season;
import io.halflife.storage.Storage;
import io.halflife.storage.calibration.ReferenceSpans;
import io.halflife.storage.calibration.ReferenceSpans.Span;
import io.halflife.storage.reference.StoredReference;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.volume.ReferenceVolumes;
import io.halflife.storage.volume.WindowVolumes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Compares the rows of the windows of a run with those of the reference in force. One thread. */
public final class Volumes {

    /** More windows of a reference say no more, and cost. */
    private static final int WINDOWS_MAX = 10_000;

    private static final String NO_HOUR = "the reference has no window of the same hour";

    private final Storage storage;
    private final WindowVolumes stored;

    public Volumes(Storage storage) {
        this.storage = storage;
        this.stored = new WindowVolumes(storage.jdbi());
    }

    /** What has to be written for the windows that were read. */
    public List<WindowVolume> of(VolumeQuestion question, List<WindowAnalysis> read) {
        return read.isEmpty()
                ? List.of()
                : VolumeTimeline.of(
                        question.policy().window(),
                        expected(question),
                        stored.of(question.scope(), Instant.MIN, Instant.MAX),
                        read);
    }

    private ExpectedVolume expected(VolumeQuestion question) {
        long id = question.referenceId();
        ZoneId zone = ReferenceCut.zoneOf(question.policy().window());
        if (question.moving().isPresent()) {
            return ExpectedVolume.moving(
                    id,
                    zone,
                    question.moving().get(),
                    window -> question.periods().exclusion(window).isEmpty());
        }
        Optional<StoredReference> put =
                storage.references()
                        .inForce(question.version().versionId())
                        .filter(reference -> reference.id() == id);
        if (put.isEmpty()) {
            return ExpectedVolume.none(id, zone, "there is no reference");
        }
        return switch (put.get().kind()) {
            case ROWS -> ofRows(question, zone);
            case WINDOW -> ofPast(question, put.get(), zone);
            default ->
                    ExpectedVolume.none(id, zone, "a declared profile has no windows of its own");
        };
    }

    private ExpectedVolume ofRows(VolumeQuestion question, ZoneId zone) {
        long id = question.referenceId();
        WindowSpec spec = question.policy().window();
        Optional<Span> span = new ReferenceSpans(storage.jdbi()).of(id);
        if (spec instanceof CountWindows || span.isEmpty()) {
            return ExpectedVolume.none(id, zone, "the reference's rows carry no event time");
        }
        ReferenceVolumes counts = new ReferenceVolumes(storage.jdbi());
        String cut = spec.toString();
        NavigableMap<Window, Long> known = counts.of(id, cut);
        if (!known.isEmpty()) {
            return ExpectedVolume.of(id, zone, known, NO_HOUR);
        }
        List<Window> windows = windows(question, span.get());
        return windows.size() > WINDOWS_MAX
                ? ExpectedVolume.none(
                        id, zone, "the reference has more than " + WINDOWS_MAX + " windows")
                : ExpectedVolume.of(id, zone, counts.count(id, cut, windows), NO_HOUR);
    }

    /** Those that the reference covers; too many are more than the limit. */
    private static List<Window> windows(VolumeQuestion question, Span span) {
        WindowSpec spec = question.policy().window();
        ReferenceCut cut = ReferenceCut.of(question.policy(), spec, Season.POOLED);
        return spec.covering(span.first(), span.last().plus(1, ChronoUnit.MICROS)).stream()
                .filter(window -> cut.isWhole(window, span.first(), span.last()))
                .toList();
    }

    /** As they were counted when they were analysed. */
    private ExpectedVolume ofPast(VolumeQuestion question, StoredReference put, ZoneId zone) {
        JsonNode body = put.body();
        String model = question.version().definition().id().model();
        ModelVersion source = new ModelVersion(model, body.path("from_version").asText());
        VersionScope scope =
                new VersionScope(
                        storage.models().version(source).orElseThrow().versionId(),
                        body.path("environment").asText());
        Instant from = Instant.parse(body.path("from").asText());
        Instant to = Instant.parse(body.path("to").asText());
        NavigableMap<Window, Long> rows = new TreeMap<>();
        for (WindowVolume volume : stored.of(scope, from, to)) {
            boolean inside =
                    !volume.window().end().isAfter(to)
                            && question.policy()
                                    .window()
                                    .containing(volume.window().start())
                                    .filter(volume.window()::equals)
                                    .isPresent()
                            && question.periods().exclusion(volume.window()).isEmpty();
            if (inside) {
                rows.put(volume.window(), volume.n());
            }
        }
        return ExpectedVolume.of(put.id(), zone, rows, NO_HOUR + " that was analysed");
    }
}
