// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import static io.halflife.monitor.figures.Figures.count;
import static io.halflife.monitor.figures.Figures.number;

import io.halflife.monitor.policy.DriftSettings;
import io.halflife.statistics.quality.NewCategories;
import io.halflife.statistics.quality.OutOfRange;
import io.halflife.statistics.rank.AndersonDarling;

/** What each test says, and when it speaks of drift: the words beside its figures. */
public final class TestWords {

    private TestWords() {}

    /**
     * How people write the test's name: {@code KS}, {@code χ²}; its own where they have no other.
     */
    public static String shortName(String test) {
        return switch (test) {
            case "ks" -> "KS";
            case "chi_square" -> "χ²";
            case "psi" -> "PSI";
            case "psi10" -> "PSI, deciles";
            case "wasserstein" -> "Wasserstein";
            case "js" -> "Jensen–Shannon";
            case "js10" -> "Jensen–Shannon, deciles";
            case "l_infinity" -> "L∞";
            case "missing_rate" -> "missing rate";
            case "new_category" -> "new categories";
            case "out_of_range" -> "outside the range";
            case "cardinality" -> "different values";
            case "mann_whitney" -> "Mann–Whitney";
            case "cramer_von_mises" -> "Cramér–von Mises";
            case "anderson_darling" -> "Anderson–Darling";
            case "welch" -> "Welch";
            case "energy" -> "energy";
            case "hellinger" -> "Hellinger";
            default -> test;
        };
    }

    /** What the test compares, in a sentence; that of the glossary. */
    public static String meaning(String test) {
        return switch (test) {
            case "ks" ->
                    "The greatest distance between the two cumulative shares (Kolmogorov–Smirnov), 0"
                            + " for the same distribution and 1 for no overlap, with the two-sided"
                            + " p.";
            case "chi_square" ->
                    "Whether the shares of the categories differ more than chance explains, with"
                            + " rare categories pooled; it also carries the plain form without"
                            + " pooling as chi_square_unpooled.";
            case "psi" ->
                    "How far the shares of about ten reference bins have moved (population stability"
                            + " index), with half a row added to each bin; its p is by the chi-square"
                            + " that it follows when nothing has moved.";
            case "psi10" ->
                    "The same index by interpolated deciles and without the half row, kept so that"
                            + " figures can be held beside those of other tools.";
            case "wasserstein" ->
                    "How far values had to travel on average to turn one distribution into the"
                            + " other, in the column's own unit; its effect is in standard"
                            + " deviations of the reference.";
            case "js" ->
                    "The Jensen–Shannon distance between the shares of the bins or categories: 0 for"
                            + " the same, 1 for nothing in common.";
            case "js10" ->
                    "The same distance over the bins of psi10, for comparison with other tools.";
            case "l_infinity" -> "The largest change of any one category's share.";
            case "missing_rate" ->
                    "Whether the share of missing values has changed: two proportions, with p and"
                            + " the interval of the difference.";
            case "new_category" ->
                    "Whether more values appear that the reference never had than its own rarest"
                            + " values lead one to expect; it names them.";
            case "out_of_range" ->
                    "Whether more than one value in a thousand lies outside the range of the"
                            + " reference; made where one does.";
            case "cardinality" ->
                    "That a column has less than half or more than twice the different values that"
                            + " so many rows of the reference have; made where that is so.";
            default -> meaningOfOptional(test);
        };
    }

    private static String meaningOfOptional(String test) {
        return switch (test) {
            case "mann_whitney" ->
                    "Whether values tend to lie higher or lower than in the reference: the "
                            + "chance that a value of the window is above one of the reference, one "
                            + "half when nothing has moved, with the two-sided p.";
            case "cramer_von_mises" ->
                    "The mean squared distance between the two cumulative shares, which "
                            + "weighs the whole range where ks looks at one point, with its p.";
            case "anderson_darling" ->
                    "As cramer_von_mises, but a change in the tails weighs as much as one "
                            + "in the middle; about 0 when nothing has moved, and its p is known "
                            + "between 0.001 and 0.25 only, so that with an alpha of 0.001 or "
                            + "less it never speaks of drift.";
            case "welch" ->
                    "Whether the mean has changed (Welch's t test): the difference in "
                            + "standard errors, with the two-sided p and the interval of the "
                            + "difference.";
            case "energy" ->
                    "Twice the area under the squared distance between the two cumulative "
                            + "shares, and its root; less moved by single far values than "
                            + "wasserstein.";
            case "hellinger" ->
                    "The Hellinger distance between the shares of the bins or categories: 0 "
                            + "for the same, 1 for nothing in common.";
            default -> "";
        };
    }

    /** From which level on the test speaks of drift. */
    public static String level(String test, boolean primary, DriftSettings settings) {
        if (primary) {
            return "adjusted p ≤ "
                    + number(settings.q())
                    + " and effect ≥ "
                    + number(settings.effectFloor());
        }
        return switch (test) {
            case "ks", "mann_whitney", "cramer_von_mises", "welch" ->
                    "p < " + number(settings.alpha());
            case "anderson_darling" -> "p < " + number(settings.alpha()) + endOfP(settings);
            case "psi" ->
                    "≥ "
                            + number(PsiTest.LEVEL)
                            + " with "
                            + count(PsiTest.LEVEL_VALUES_MIN)
                            + " values a side";
            case "psi10" -> "≥ " + number(PsiTest.LEVEL);
            case "wasserstein" ->
                    "≥ " + number(WassersteinTest.LEVEL) + " standard deviations of the reference";
            case "js", "js10" -> "≥ " + number(JensenShannonTest.LEVEL);
            case "l_infinity" -> "≥ " + number(LInfinityTest.LEVEL);
            case "energy" ->
                    "≥ "
                            + number(EnergyTest.LEVEL)
                            + " roots of a standard deviation of the reference";
            case "hellinger" -> "≥ " + number(HellingerTest.LEVEL);
            case "missing_rate" ->
                    "adjusted p ≤ "
                            + number(settings.q())
                            + " and a change of at least "
                            + number(100 * DriftPolicy.MISSING_DIFFERENCE_MIN)
                            + " % of the rows";
            case "out_of_range" ->
                    "a share above " + number(OutOfRange.SHARE_TOLERATED) + " for certain";
            case "cardinality" -> "half to twice as many";
            case "new_category" -> "p < " + number(NewCategories.P_LEVEL);
            default -> "";
        };
    }

    private static String endOfP(DriftSettings settings) {
        return settings.alpha() > AndersonDarling.P_MIN
                ? ""
                : ", which it never is: its p ends at " + number(AndersonDarling.P_MIN);
    }
}
