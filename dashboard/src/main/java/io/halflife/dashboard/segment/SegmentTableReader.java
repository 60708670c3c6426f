// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.segment;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.StateMark;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.segment.SegmentKey;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.segment.SegmentResults;
import io.halflife.storage.segment.SegmentStanding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the segments of a window. Blocking; no query where the policy names none. */
public final class SegmentTableReader {

    private static final int DECIMALS = 3;

    private final SegmentResults results;

    public SegmentTableReader(Storage storage) {
        this.results = new SegmentResults(storage.jdbi());
    }

    /** Empty where the policy names no segment that this version has. */
    public Optional<SegmentTable> read(WatchedModel model, Window window) {
        List<SegmentKey> keys =
                SegmentKey.of(model.policy().segments(), model.version().definition().signature());
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        String metric = model.policy().performance().metric();
        long all = results.rows(model.scope(), window);
        List<SegmentRow> rows =
                results.standings(model.scope(), window, keys).stream()
                        .map(standing -> row(standing, all, metric))
                        .toList();
        String title =
                "Segments by "
                        + keys.stream().map(SegmentKey::name).collect(Collectors.joining(", "));
        return Optional.of(new SegmentTable(title, Figures.capital(Figures.metric(metric)), rows));
    }

    private static SegmentRow row(SegmentStanding standing, long all, String metric) {
        Segment segment = standing.segment();
        boolean absent = standing.rows() == 0;
        return new SegmentRow(
                segment.key().name(),
                segment.key().source().jsonName(),
                value(segment),
                segment.kind() == Segment.Kind.VALUE && !segment.value().isEmpty(),
                absent
                        ? "none since " + Figures.day(standing.lastSeen())
                        : Figures.count(standing.rows()),
                absent || all == 0 ? "" : percent((double) standing.rows() / all),
                standing.judged() == 0
                        ? ""
                        : standing.drifted() + " of " + Figures.count(standing.judged()),
                names(standing),
                StateMark.valueOf(standing.state()),
                standing.performance(metric).map(SegmentTableReader::performance).orElse(""));
    }

    static String value(Segment segment) {
        return switch (segment.kind()) {
            case VALUE -> segment.value().isEmpty() ? "empty text" : segment.value();
            case OTHER -> "all other values";
            case MISSING -> "no value";
        };
    }

    private static String names(SegmentStanding standing) {
        int more = standing.drifted() - standing.driftedNames().size();
        return String.join(", ", standing.driftedNames())
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String performance(PerformanceValue value) {
        if (Double.isNaN(value.value())) {
            return value.labelled() == 0 ? "no labels yet" : "undefined, n " + labels(value);
        }
        String interval =
                Double.isNaN(value.low())
                        ? ""
                        : " ("
                                + Figures.number(value.low(), DECIMALS)
                                + "–"
                                + Figures.number(value.high(), DECIMALS)
                                + ")";
        return Figures.number(value.value(), DECIMALS) + interval + ", n " + labels(value);
    }

    private static String percent(double share) {
        return Figures.number(100 * share, 1) + " %";
    }

    private static String labels(PerformanceValue value) {
        return Figures.count(value.labelled());
    }
}
