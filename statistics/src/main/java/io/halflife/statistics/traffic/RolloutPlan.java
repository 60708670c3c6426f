// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.traffic;

import io.halflife.statistics.experiment.CanaryRule;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The steps by which a new release takes over the traffic.
 *
 * <p>The chances of error of the rule hold for each stage; over all of them a good release is
 * rolled back with at most stages·α. Where a total is promised, take {@link CanaryRule#sharedBy}.
 *
 * <p>Source of that bound: Bonferroni's inequality, Dunn 1961, doi:10.1080/01621459.1961.10482090;
 * the usual stages are ours.
 *
 * @param rule judges each stage on its own requests
 * @param stages the traffic of each stage in basis points, rising, the last 10 000
 * @param stageTimeMin no stage is left upwards sooner, whatever its requests say
 */
public record RolloutPlan(CanaryRule rule, List<Integer> stages, Duration stageTimeMin)
        implements Serializable {

    /** 1 %, 5 %, 25 %, 50 %, all. */
    public static final List<Integer> STAGES = List.of(100, 500, 2_500, 5_000, Bucket.COUNT);

    /** Ten minutes. */
    public static final Duration STAGE_TIME_MIN = Duration.ofMinutes(10);

    public RolloutPlan {
        Objects.requireNonNull(rule, "rule");
        stages = List.copyOf(stages);
        int before = 0;
        for (int stage : stages) {
            if (stage <= before || stage > Bucket.COUNT) {
                throw new IllegalArgumentException(
                        "stages must rise within (0, " + Bucket.COUNT + "], were " + stages);
            }
            before = stage;
        }
        if (before != Bucket.COUNT) {
            throw new IllegalArgumentException(
                    "stages must end at " + Bucket.COUNT + ", were " + stages);
        }
        if (stageTimeMin.isNegative()) {
            throw new IllegalArgumentException(
                    "stageTimeMin must not be negative, was " + stageTimeMin);
        }
    }

    /** The usual five stages of at least ten minutes. */
    public static RolloutPlan of(CanaryRule rule) {
        return new RolloutPlan(rule, STAGES, STAGE_TIME_MIN);
    }
}
