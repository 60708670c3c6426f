// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.quality;

import io.halflife.dashboard.drift.Columns;
import io.halflife.dashboard.drift.ShownWindows;
import io.halflife.dashboard.drift.WindowPicker;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.ModelHead;
import io.halflife.dashboard.page.ModelHeads;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.WatchedModels;
import io.halflife.dashboard.page.period.Period;
import io.halflife.dashboard.quality.QualityPage.Count;
import io.halflife.dashboard.quality.QualityPage.Finding;
import io.halflife.dashboard.quality.QualityPage.Refused;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.volume.WindowVolume;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.intake.Reject;
import io.halflife.storage.intake.Rejects;
import io.halflife.storage.intake.SchemaDrift;
import io.halflife.storage.outline.DriftHistory;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.volume.WindowVolumes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the page of data quality: the checks of one window, what was refused in the last week, and
 * the features that no signature knows. A fixed number of queries. Blocking.
 */
public final class QualityPageReader {

    private static final Duration REFUSED_SINCE = Duration.ofDays(7);
    private static final int REFUSED_SHOWN = 20;
    private static final int CLOCKS_DIFFER_SECONDS = 60;

    private final WatchedModels models;
    private final ModelHeads heads;
    private final ResultReader results;
    private final DriftHistory history;
    private final Rejects rejects;
    private final SchemaDrift schemaDrift;
    private final WindowVolumes volumes;
    private final Clock clock;

    public QualityPageReader(Storage storage, Clock clock) {
        this.models = new WatchedModels(storage);
        this.heads = new ModelHeads(storage);
        this.results = storage.results();
        this.history = new DriftHistory(storage.jdbi());
        this.rejects = new Rejects(storage.jdbi());
        this.schemaDrift = new SchemaDrift(storage.jdbi());
        this.volumes = new WindowVolumes(storage.jdbi());
        this.clock = clock;
    }

    /**
     * The page of a window.
     *
     * @param version null for the one that was analysed last; so the environment
     * @param window its label; null for the newest
     */
    public QualityPage read(String name, String version, String environment, String window) {
        WatchedModel model = models.find(name, version, environment);
        Optional<ShownWindows> windows =
                model.version() == null
                        ? Optional.empty()
                        : ShownWindows.find(history, model.scope(), window);
        return page(model, windows, Arrivals.ofWeek(clock.instant()));
    }

    /**
     * The last window of a period, and what was refused of what arrived in the period.
     *
     * @param version null or empty for the one analysed last, like environment
     */
    public QualityPage ofPeriod(String name, String version, String environment, Period period) {
        WatchedModel model = models.find(name, version, environment);
        Optional<ShownWindows> windows =
                model.version() == null
                        ? Optional.empty()
                        : ShownWindows.in(history, model.scope(), period);
        return page(model, windows, Arrivals.of(period));
    }

    /**
     * When the items arrived of which the refused are shown.
     *
     * @param words "in the last 7 days"
     */
    private record Arrivals(Window range, String words, String title) {

        static Arrivals ofWeek(Instant now) {
            return new Arrivals(
                    new Window(now.minus(REFUSED_SINCE), now.plusSeconds(CLOCKS_DIFFER_SECONDS)),
                    "in the last 7 days",
                    "Refused in the 7 days before " + Figures.minute(now));
        }

        static Arrivals of(Period period) {
            return new Arrivals(
                    new Window(period.from(), period.to()),
                    "of what arrived in this period",
                    "Refused in this period, by time of arrival");
        }
    }

    private QualityPage page(
            WatchedModel model, Optional<ShownWindows> windows, Arrivals arrivals) {
        ModelHead head = heads.head(model, ModelHead.Tab.QUALITY);
        List<DriftResult> checks =
                windows
                        .map(w -> results.findings(model.scope(), w.shown().window()))
                        .orElse(List.of())
                        .stream()
                        .filter(FindingRows::isCheck)
                        .toList();
        return page(model, Shell.ofModel(head, windows.isPresent()), windows, checks, arrivals);
    }

    private QualityPage page(
            WatchedModel model,
            Shell shell,
            Optional<ShownWindows> windows,
            List<DriftResult> checks,
            Arrivals arrivals) {
        Map<String, Long> byCode = rejects.byCode(model.name(), arrivals.range);
        Map<String, Long> unknown = windows.map(w -> unknown(model, w)).orElse(Map.of());
        Map<String, String> query = new LinkedHashMap<>();
        windows.ifPresent(w -> query.put("window", w.next().isEmpty() ? "" : w.shown().label()));
        List<Finding> findings = FindingRows.of(model, query, checks);
        return new QualityPage(
                shell,
                windows.isPresent() ? "" : "No window has been judged yet.",
                windows.map(w -> picker(model, w)).orElse(null),
                sentences(windows, checks, byCode, unknown, arrivals),
                windows.map(w -> List.of(new VolumeChart(volumes(model, w)).chart()))
                        .orElse(List.of()),
                checked(checks),
                findings,
                arrivals.title,
                counts(byCode),
                newest(model, arrivals.range),
                windows.map(w -> "Not in the signature, days of window " + w.shown().label())
                        .orElse(""),
                counts(unknown));
    }

    private List<WindowVolume> volumes(WatchedModel model, ShownWindows windows) {
        return volumes
                .of(model.scope(), windows.first().window().start(), windows.shown().window().end())
                .stream()
                .filter(volume -> windows.isAlike(volume.window()))
                .toList();
    }

    private static WindowPicker picker(WatchedModel model, ShownWindows windows) {
        return WindowPicker.of(
                Links.model(model.name()) + "/quality", Columns.asked(model), windows);
    }

    private Map<String, Long> unknown(WatchedModel model, ShownWindows windows) {
        Window window = windows.shown().window();
        LocalDate from = window.start().atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate to = window.end().minusNanos(1).atZone(ZoneOffset.UTC).toLocalDate();
        return schemaDrift.counts(model.scope(), from, to.plusDays(1));
    }

    private static List<String> sentences(
            Optional<ShownWindows> windows,
            List<DriftResult> checks,
            Map<String, Long> byCode,
            Map<String, Long> unknown,
            Arrivals arrivals) {
        List<String> sentences = new ArrayList<>();
        windows.ifPresent(w -> sentences.add(violations(w, checks)));
        long refused = byCode.values().stream().mapToLong(n -> n).sum();
        sentences.add(
                refused == 0
                        ? "Nothing was refused " + arrivals.words + "."
                        : Figures.counted(refused, "item")
                                + " that "
                                + (refused == 1 ? "was" : "were")
                                + " refused "
                                + arrivals.words
                                + " are kept here, at most a thousand an hour and collector.");
        if (!unknown.isEmpty()) {
            sentences.add(
                    Figures.counted(unknown.size(), "feature")
                            + " came that the signature does not know: stored, and not judged.");
        }
        return sentences;
    }

    private static String violations(ShownWindows windows, List<DriftResult> checks) {
        List<String> flagged =
                checks.stream()
                        .filter(FindingRows::isFlagged)
                        .map(result -> result.column().name())
                        .distinct()
                        .sorted()
                        .toList();
        String window = " in window " + windows.shown().label() + ".";
        return flagged.isEmpty()
                ? "No column broke a rule" + window
                : Figures.counted(flagged.size(), "column")
                        + " broke a rule ("
                        + String.join(", ", flagged)
                        + ")"
                        + window;
    }

    private static String checked(List<DriftResult> checks) {
        long columns = checks.stream().map(DriftResult::column).distinct().count();
        return Figures.counted(checks.size(), "check")
                + " of "
                + Figures.counted(columns, "column");
    }

    /** The most frequent first. */
    private static List<Count> counts(Map<String, Long> byName) {
        return byName.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(e -> new Count(named(e.getKey()), Figures.count(e.getValue())))
                .toList();
    }

    private static String named(String name) {
        return name.isEmpty() ? "others, whose names are not kept" : name;
    }

    private List<Refused> newest(WatchedModel model, Window range) {
        return rejects.newest(model.name(), range, REFUSED_SHOWN).stream()
                .map(QualityPageReader::refused)
                .toList();
    }

    private static Refused refused(Reject reject) {
        return new Refused(
                Figures.minute(reject.receivedAt()),
                reject.door(),
                reject.code(),
                reject.pointer(),
                reject.detail(),
                reject.excerpt().orElse(""));
    }
}
