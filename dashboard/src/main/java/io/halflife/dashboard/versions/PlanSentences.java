// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import io.halflife.dashboard.page.Figures;
import io.halflife.statistics.cost.StoragePlan;
import io.halflife.statistics.cost.StoragePrice;
import io.halflife.statistics.cost.StoredVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A storage plan in words, and what its figures do not know. */
final class PlanSentences {

    private static final int NAMED_MAX = 5;

    private PlanSentences() {}

    /**
     * The sentences.
     *
     * @param measured oldest first
     * @param all versions that the model has
     */
    static List<String> of(
            List<KeptVersion> measured, int all, StoragePlan plan, StorageQuestion question) {
        boolean estimated = measured.stream().anyMatch(v -> v.size().isEstimated());
        List<String> sentences = new ArrayList<>();
        sentences.add(
                Figures.counted(measured.size(), "version")
                        + (all > measured.size() ? " (the newest)" : "")
                        + " take "
                        + Bytes.of(plan.totalBytes(), estimated)
                        + ", of which "
                        + Bytes.of(metadata(measured), estimated)
                        + " are profiles and results that stay at hand whatever is archived.");
        sentences.add(fate(plan, question, estimated));
        question.price().ifPresent(price -> sentences.add(cost(measured, plan, price)));
        sentences.add(unknown(measured));
        return sentences;
    }

    private static long metadata(List<KeptVersion> measured) {
        return measured.stream().mapToLong(v -> v.size().metadataBytes()).sum();
    }

    private static String fate(StoragePlan plan, StorageQuestion question, boolean estimated) {
        String rule = "Keeping the " + question.keep() + " newest and what is in place, ";
        if (plan.archived().isEmpty()) {
            return rule + "no version could go to an archive.";
        }
        String names =
                plan.archived().stream()
                        .limit(NAMED_MAX)
                        .map(StoredVersion::version)
                        .collect(Collectors.joining(", "));
        int more = plan.archived().size() - NAMED_MAX;
        return rule
                + Figures.counted(plan.archived().size(), "version")
                + " could go to an archive ("
                + names
                + (more > 0 ? " and " + more + " more" : "")
                + "): "
                + Bytes.of(plan.archivedBytes(), estimated)
                + " would leave, "
                + Bytes.of(plan.hotBytes(), estimated)
                + " stay.";
    }

    private static String cost(List<KeptVersion> measured, StoragePlan plan, StoragePrice price) {
        StoragePlan everything = KeptVersions.plan(measured, measured.size());
        return "At these prices that costs "
                + money(plan.monthlyCost(price))
                + " a month instead of "
                + money(everything.monthlyCost(price))
                + ".";
    }

    /** Small sums need their digits. */
    private static String money(double sum) {
        return Figures.number(sum, sum >= 10 ? 2 : 4);
    }

    private static String unknown(List<KeptVersion> measured) {
        long without = measured.stream().filter(v -> v.artifactBytes().isEmpty()).count();
        String truth =
                " Ground truth and latency are kept per model and are in no version's figures.";
        if (without == 0) {
            return "The sizes of the artifacts are those that were registered." + truth;
        }
        return (without == measured.size()
                        ? "How large the models' artifacts are is not known"
                        : "Of "
                                + Figures.counted(without, "version")
                                + " the size of the artifact is not known")
                + ": register a version with source."
                + KeptVersion.ARTIFACT_BYTES
                + " and the plan counts it."
                + truth;
    }
}
