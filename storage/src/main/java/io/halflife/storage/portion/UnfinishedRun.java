// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.portion;

import io.halflife.monitor.model.Column;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * A run of which some windows are written and others are not. Law: every window that ends by {@code
 * doneUntil} is as a run with this clock and watermark finds it.
 *
 * @param asOf the run's clock
 * @param watermark rows received before it were seen
 * @param referenceId the reference judged against; -1 when there is none
 * @param policyRevision the policy that judged
 * @param doneUntil windows that end by then are written
 * @param windows how many that are
 * @param windowsTotal how many the run has
 * @param rows predictions read so far
 * @param judged columns with new verdicts
 * @param inAlarm columns that were in alarm before the run began
 * @param startedAt by the wall clock
 */
public record UnfinishedRun(
        Instant asOf,
        Instant watermark,
        long referenceId,
        int policyRevision,
        Instant doneUntil,
        int windows,
        int windowsTotal,
        long rows,
        Set<Column> judged,
        Set<Column> inAlarm,
        Instant startedAt) {

    public UnfinishedRun {
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(watermark, "watermark");
        Objects.requireNonNull(doneUntil, "doneUntil");
        Objects.requireNonNull(startedAt, "startedAt");
        judged = Set.copyOf(judged);
        inAlarm = Set.copyOf(inAlarm);
    }

    /** Whether what is written would be written the same under this policy and reference. */
    public boolean judgedBy(int revision, long reference) {
        return policyRevision == revision && referenceId == reference;
    }
}
