// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.segment;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.StateMark;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.segment.ColumnSegments.Row;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.TestWords;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.segment.SegmentKey;
import io.halflife.storage.Storage;
import io.halflife.storage.outline.JudgedWindow;
import io.halflife.storage.segment.SegmentResults;
import io.halflife.storage.segment.SegmentVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads one column in the segments of a window. Blocking; one query, and none where the policy
 * names no segment. A policy names few keys and each has few segments: no more rows than that.
 */
public final class ColumnSegmentReader {

    private static final String NOTHING =
            "No segment was judged in this window: the analyzer divides the windows that it reads"
                    + " after a policy has named segments.";
    private static final String ALONE =
            "Each segment is compared with the same segment of the reference, in a family of tests"
                    + " of its own; its alarms send no message.";

    private final SegmentResults results;

    public ColumnSegmentReader(Storage storage) {
        this.results = new SegmentResults(storage.jdbi());
    }

    /** Empty where the policy names no segment that this version has. */
    public Optional<ColumnSegments> read(WatchedModel model, JudgedWindow window, Column column) {
        List<SegmentKey> keys =
                SegmentKey.of(model.policy().segments(), model.version().definition().signature());
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        List<Row> rows =
                results.ofColumn(model.scope(), window.window(), column, keys).stream()
                        .map(verdict -> row(model, window, verdict))
                        .toList();
        return Optional.of(
                new ColumnSegments(
                        "Segments by "
                                + keys.stream()
                                        .map(SegmentKey::name)
                                        .collect(Collectors.joining(", ")),
                        href(model, window),
                        rows.isEmpty() ? NOTHING : ALONE,
                        rows));
    }

    private static Row row(WatchedModel model, JudgedWindow window, SegmentVerdict verdict) {
        Segment segment = verdict.segment();
        DriftResult primary = verdict.primary();
        return new Row(
                segment.key().source().jsonName() + " " + segment.key().name(),
                SegmentTableReader.value(segment),
                segment.kind() == Segment.Kind.VALUE && !segment.value().isEmpty(),
                figuresHref(model, window, segment),
                TestWords.shortName(primary.test()),
                Figures.number(primary.statistic(), 3),
                Figures.p(primary.pAdjusted()),
                Figures.number(primary.effect(), 3),
                Figures.count(primary.nReference()),
                Figures.count(primary.n()),
                StateMark.of(primary.alarmState(), primary.verdict()),
                primary.reason());
    }

    private static String href(WatchedModel model, JudgedWindow window) {
        Map<String, String> parameters = place(model);
        parameters.put("window", window.label());
        return Links.model(model.name()) + "/drift" + Links.query(parameters) + "#segments";
    }

    private static String figuresHref(WatchedModel model, JudgedWindow window, Segment segment) {
        Map<String, String> parameters = place(model);
        parameters.put("segment", segment.text());
        parameters.put("from", window.window().start().toString());
        parameters.put("to", window.window().start().plusMillis(1).toString());
        return "/v1" + Links.model(model.name()) + "/drift" + Links.query(parameters);
    }

    private static Map<String, String> place(WatchedModel model) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("version", model.versionName());
        parameters.put("environment", model.environment());
        return parameters;
    }
}
