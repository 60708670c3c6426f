// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import static io.halflife.monitor.figures.Figures.count;
import static io.halflife.monitor.figures.Figures.number;
import static io.halflife.monitor.figures.Figures.percent;
import static io.halflife.monitor.figures.Figures.probability;

import io.halflife.monitor.calibration.SeasonChoice;
import io.halflife.monitor.policy.DriftSettings;

/** The sentence beside each verdict: which rule decided, with the figures that it compared. */
final class VerdictWords {

    private final DriftSettings settings;
    private final SeasonChoice season;

    VerdictWords(DriftSettings settings, SeasonChoice season) {
        this.settings = settings;
        this.season = season;
    }

    String of(TestResult test, double pAdjusted, Basis basis, Verdict verdict) {
        double floor = basis.floor();
        return switch (verdict) {
            case INCONCLUSIVE -> inconclusive(test, basis);
            case DRIFTED ->
                    "drifted: "
                            + significance(test, pAdjusted)
                            + " and the effect "
                            + number(test.effect())
                            + " reaches the floor "
                            + number(floor)
                            + sizes(test)
                            + basis.words();
            case STABLE -> stable(test, pAdjusted, floor) + sizes(test) + basis.words();
        };
    }

    private String stable(TestResult test, double pAdjusted, double floor) {
        if (pAdjusted <= settings.q()) {
            return "stable: significant but small, "
                    + significance(test, pAdjusted)
                    + " yet the effect "
                    + number(test.effect())
                    + " is below the floor "
                    + number(floor);
        }
        return "stable: "
                + test.test()
                + " "
                + number(test.statistic())
                + " with adjusted p "
                + probability(pAdjusted)
                + " above q "
                + number(settings.q());
    }

    private String significance(TestResult test, double pAdjusted) {
        return test.test()
                + " "
                + number(test.statistic())
                + " with adjusted p "
                + probability(pAdjusted)
                + " at most q "
                + number(settings.q());
    }

    private String inconclusive(TestResult test, Basis basis) {
        if (test.n() < settings.minWindow()) {
            return "inconclusive: "
                    + count(test.n(), "value")
                    + " in the window ("
                    + count(test.missing())
                    + " missing), at least "
                    + count(settings.minWindow())
                    + " are needed";
        }
        if (test.nReference() < settings.minReference()) {
            return "inconclusive: "
                    + count(test.nReference(), "value")
                    + season.words().replaceFirst("of the", " in the")
                    + ", at least "
                    + count(settings.minReference())
                    + " are needed";
        }
        if (Double.isNaN(basis.p()) && !Double.isNaN(test.p())) {
            return "inconclusive: "
                    + number(basis.calibration().designEffect())
                    + " rows count as one (design effect τ), which leaves less than one"
                    + sizes(test);
        }
        if (Resolution.hides(test, basis.floor())) {
            return "inconclusive: "
                    + Resolution.words(test, basis.floor())
                    + sizes(test)
                    + basis.words();
        }
        String why = test.reason().isEmpty() ? test.test() + " is undefined" : test.reason();
        return "inconclusive: " + why + sizes(test);
    }

    String ofMissing(TestResult test, double pAdjusted, Boolean detected) {
        if (detected == null) {
            return "not compared: "
                    + count(MissingRateTest.rows(test), "row")
                    + " in the window and "
                    + count(MissingRateTest.rowsReference(test))
                    + " in the reference, at least "
                    + count(settings.minWindow())
                    + " and "
                    + count(settings.minReference())
                    + " are needed";
        }
        return percent(MissingRateTest.share(test))
                + " of "
                + count(MissingRateTest.rows(test), "row")
                + " are missing against "
                + percent(MissingRateTest.shareReference(test))
                + " of "
                + count(MissingRateTest.rowsReference(test))
                + " in the reference, adjusted p "
                + probability(pAdjusted)
                + (detected ? "" : ": no change to speak of");
    }

    private String sizes(TestResult test) {
        return " ("
                + count(test.n(), "value")
                + " against "
                + count(test.nReference())
                + " "
                + season.words()
                + ")";
    }
}
