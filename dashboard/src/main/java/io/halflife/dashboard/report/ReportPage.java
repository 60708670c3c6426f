// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.report;

import io.halflife.dashboard.drift.DriftPage;
import io.halflife.dashboard.drift.DriftRow;
import io.halflife.dashboard.drift.FeaturePage.CategoryRow;
import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.ModelHead.Situation;
import io.halflife.dashboard.performance.PerformancePage;
import io.halflife.dashboard.picture.Picture;
import io.halflife.dashboard.policy.PolicyPage;
import io.halflife.dashboard.quality.QualityPage;
import io.halflife.dashboard.requests.RequestPage;
import io.halflife.dashboard.slo.SloPage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * All that a report says.
 *
 * @param version the empty string where none is registered, like environment
 * @param made who made it when
 * @param situation as of now; null in the report of a period that is over
 * @param sentences the situation in the period
 * @param tiles the figures that are read first
 * @param rests what the figures rest on
 * @param drift null where no window of the period was judged
 * @param words what is meant by the words of the report
 */
public record ReportPage(
        String model,
        String version,
        String environment,
        String badge,
        String made,
        ReportSpan span,
        Situation situation,
        List<String> sentences,
        List<Tile> tiles,
        List<Fact> rests,
        Illustrated<PerformancePage> performance,
        Columns drift,
        Illustrated<QualityPage> quality,
        Illustrated<SloPage> slo,
        Requests requests,
        Alarms alarms,
        PolicyPage policy,
        List<Fact> words) {

    /**
     * The columns of the last window.
     *
     * @param moved those that moved, with both distributions
     * @param movedNote which of them are drawn
     * @param pictured rows with small pictures: the first so many
     */
    public record Columns(
            Illustrated<DriftPage> table, List<Moved> moved, String movedNote, int pictured) {
        public Columns {
            moved = List.copyOf(moved);
        }
    }

    /**
     * A column that moved.
     *
     * @param histogram null where shares of values say it better, or nothing was kept
     */
    public record Moved(DriftRow row, Picture histogram, List<CategoryRow> categories) {
        public Moved {
            categories = List.copyOf(categories);
        }
    }

    /**
     * Calls to retrain, newest first.
     *
     * @param note how many there are, or that there is none
     */
    public record Requests(List<RequestPage> shown, String note) {
        public Requests {
            shown = List.copyOf(shown);
        }
    }

    /**
     * Alarms, newest first.
     *
     * @param note how many there are, or that there is none
     */
    public record Alarms(List<AlarmRow> rows, String note) {
        public Alarms {
            rows = List.copyOf(rows);
        }
    }

    /** An alarm of a column, with the figures of the window that raised it. */
    public record AlarmRow(
            String column,
            String raised,
            String cleared,
            boolean isStanding,
            String test,
            String statistic,
            String pAdjusted,
            String effect,
            String n,
            String reason) {}

    public ReportPage {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(span, "span");
        sentences = List.copyOf(sentences);
        tiles = List.copyOf(tiles);
        rests = List.copyOf(rests);
        words = List.copyOf(words);
    }

    /** Whether it goes on to the newest window. */
    public boolean isOpenEnded() {
        return span.asked().to().equals(Instant.MAX);
    }

    /** Checks that found something. */
    public List<QualityPage.Finding> flagged() {
        return quality.page().findings().stream().filter(QualityPage.Finding::isFlagged).toList();
    }

    /** The one style sheet. */
    public String style() {
        return ReportStyle.SHEET.text();
    }

    /** What a browser may do for this file. */
    public String contentSecurityPolicy() {
        return ReportStyle.SHEET.contentSecurityPolicy();
    }
}
