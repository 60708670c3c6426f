// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.calibration.ReferenceCalibrations;
import io.halflife.monitor.reference.MovingReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What windows are compared by, beside the tests against the reference in force that they come
 * with.
 *
 * @param calibrations what the reference says of itself
 * @param rejudged windows that were not read in this run, with columns whose moving reference was:
 *     their verdicts are made again, their profiles and their performance stand
 * @param beside by comparison the windows with tests against the windows before them; these come to
 *     verdicts that no alarm rests on
 */
public record Comparisons(
        ReferenceCalibrations calibrations,
        List<WindowAnalysis> rejudged,
        Map<MovingReference, List<WindowAnalysis>> beside) {

    /** The policy's floor, and nothing beside. */
    public static final Comparisons NONE = of(ReferenceCalibrations.NONE);

    public Comparisons {
        Objects.requireNonNull(calibrations, "calibrations");
        rejudged = List.copyOf(rejudged);
        Map<MovingReference, List<WindowAnalysis>> copy = new LinkedHashMap<>();
        beside.forEach((moving, windows) -> copy.put(moving, List.copyOf(windows)));
        beside = copy;
    }

    /** Nothing but what the reference says of itself. */
    public static Comparisons of(ReferenceCalibrations calibrations) {
        return new Comparisons(calibrations, List.of(), Map.of());
    }

    /** In the order of the policy. */
    @Override
    public Map<MovingReference, List<WindowAnalysis>> beside() {
        return new LinkedHashMap<>(beside);
    }
}
