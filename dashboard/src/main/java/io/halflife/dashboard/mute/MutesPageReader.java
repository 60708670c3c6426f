// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.mute;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.ModelHead;
import io.halflife.dashboard.page.ModelHeads;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.WatchedModels;
import io.halflife.monitor.model.Feature;
import io.halflife.storage.Storage;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.period.Mute;
import io.halflife.storage.period.MuteFilter;
import io.halflife.storage.period.Mutes;
import io.halflife.storage.results.AnalysisRun;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Reads the page of a model's periods. Blocking. */
public final class MutesPageReader {

    /** Periods on one page. */
    static final int ROWS_MAX = 100;

    private static final MuteFilter ALL =
            new MuteFilter("", Instant.MIN, Instant.MAX, MuteFilter.State.ALL);

    /** What a field of a browser for date and time takes; it is in UTC. */
    private static final DateTimeFormatter FIELD =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Mutes mutes;
    private final WatchedModels models;
    private final ModelHeads heads;
    private final Clock clock;

    public MutesPageReader(Storage storage, Clock clock) {
        this.mutes = storage.mutes();
        this.models = new WatchedModels(storage);
        this.heads = new ModelHeads(storage);
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param before the place that the page before ended with; null on the first
     * @param from that a new period is offered to begin at; null for none
     * @param to and to end at; null for none
     */
    public record Question(
            String model,
            String version,
            String environment,
            String before,
            String from,
            String to,
            boolean canEdit) {}

    public MutesPage read(Question question) {
        WatchedModel watched = models.find(question.model, question.version, question.environment);
        int modelId = watched.model().modelId();
        List<Mute> found =
                mutes.list(modelId, ALL, true, MutePlace.parse(question.before), ROWS_MAX);
        List<Mute> active = found.stream().filter(mute -> !mute.deleted()).toList();
        Instant now = now(watched);
        MuteRows rows = new MuteRows(active, now);
        return new MutesPage(
                Shell.ofModel(heads.head(watched, ModelHead.Tab.MUTES), false),
                sentences(found, rows, watched, now),
                "/v1" + Links.model(watched.name()) + "/mutes",
                question.canEdit && !watched.isArchived(),
                features(watched),
                environments(watched, active),
                field(question.from),
                field(question.to),
                found.stream().map(rows::row).toList(),
                older(watched, found));
    }

    /** Replayed and demo models live by the clock of their runs. */
    private Instant now(WatchedModel watched) {
        return watched.model().origin() == RegisteredModel.Origin.LIVE
                ? clock.instant()
                : watched.run().map(AnalysisRun::asOf).orElseGet(clock::instant);
    }

    private static List<String> sentences(
            List<Mute> found, MuteRows rows, WatchedModel watched, Instant now) {
        List<String> sentences = new ArrayList<>();
        long inForce = found.stream().filter(rows::isInForce).count();
        if (found.isEmpty()) {
            sentences.add("No period was ever muted or excluded.");
        } else {
            sentences.add(
                    (inForce == 0 ? "None" : Figures.count(inForce))
                            + " of these "
                            + Figures.counted(found.size(), "period")
                            + (inForce == 1 ? " is" : " are")
                            + " in force"
                            + (watched.model().origin() == RegisteredModel.Origin.LIVE
                                    ? " now."
                                    : " at " + Figures.minute(now) + ", the clock of its runs."));
        }
        sentences.add(
                "Muted: verdicts are computed and marked, nobody is told of alarms. Excluded: the"
                        + " windows do not count at all, neither for alarms nor for references"
                        + " and fits.");
        sentences.add(
                "A change counts from the next analysis on, which states again what it touches.");
        return sentences;
    }

    private static List<String> features(WatchedModel watched) {
        TreeSet<String> names = new TreeSet<>();
        watched.versions()
                .forEach(
                        version ->
                                version.definition().signature().inputs().stream()
                                        .map(Feature::name)
                                        .forEach(names::add));
        return List.copyOf(names);
    }

    private static List<String> environments(WatchedModel watched, List<Mute> active) {
        TreeSet<String> names = new TreeSet<>(watched.environments());
        active.stream()
                .map(mute -> mute.draft().environment())
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        return List.copyOf(names);
    }

    /** What is no time of ours is not offered. */
    private static String field(String time) {
        try {
            return time == null ? "" : FIELD.format(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException e) {
            return "";
        }
    }

    private static String older(WatchedModel watched, List<Mute> found) {
        if (found.size() < ROWS_MAX) {
            return "";
        }
        String query = watched.query().isEmpty() ? "?" : watched.query() + "&";
        return Links.model(watched.name())
                + "/mutes"
                + query
                + "before="
                + Links.encoded(MutePlace.text(found.get(found.size() - 1)));
    }
}
