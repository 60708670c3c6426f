// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import io.halflife.dashboard.page.StateMark;
import io.halflife.storage.pages.FleetScan.Entry;
import io.halflife.storage.pages.FleetScan.Run;
import io.halflife.storage.pages.LastRequest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a model stands in an environment.
 *
 * @param tags of the model
 * @param figures empty while nothing was analysed
 * @param budget what is left of its error budget, as far as that is known
 * @param request the open call to retrain
 */
public record Standing(
        Entry entry,
        Map<String, String> tags,
        Optional<Figures> figures,
        Optional<Budget> budget,
        Optional<LastRequest> request) {

    public Standing {
        Objects.requireNonNull(entry, "entry");
        tags = Map.copyOf(tags);
        Objects.requireNonNull(figures, "figures");
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(request, "request");
    }

    public String model() {
        return entry.model();
    }

    /** The empty string while nothing was analysed. */
    public String version() {
        return entry.run().map(Run::version).orElse("");
    }

    /** The empty string while nothing was analysed. */
    public String environment() {
        return entry.run().map(run -> run.scope().environment()).orElse("");
    }

    public StateMark mark() {
        return figures.map(Figures::mark).orElse(StateMark.INCONCLUSIVE);
    }

    /** The value of a tag; the empty string where the model has none of this name. */
    public String tag(String name) {
        return tags.getOrDefault(name, "");
    }

    /**
     * The figures of an analysis; NaN for what there is none of.
     *
     * @param columns that were judged in the newest window
     * @param performance of the newest window whose labels have come
     * @param labelled predictions it stands on
     * @param halfLifeDays as the newest fit has it
     * @param crossingDays from the analysis to the threshold; negative when it was crossed
     * @param predictions of the newest window; −1 while none was judged
     * @param p99Seconds latency of the newest window
     * @param errorShare of the answers in the newest window
     */
    public record Figures(
            StateMark mark,
            int columns,
            int alarm,
            int watch,
            int inconclusive,
            String metric,
            double performance,
            double threshold,
            long labelled,
            double halfLifeDays,
            double crossingDays,
            long predictions,
            double p99Seconds,
            double errorShare) {}

    /**
     * What is left of an error budget: of several objectives, that of which least is left.
     *
     * @param left 1 is all of it, 0 nothing, below 0 the promise is broken; NaN where nothing that
     *     counts was measured
     * @param kind latency or availability
     * @param objective the share that is promised
     * @param limitSeconds latency only; NaN otherwise
     * @param periodSeconds what the promise is about
     */
    public record Budget(
            double left, String kind, double objective, double limitSeconds, long periodSeconds) {}
}
