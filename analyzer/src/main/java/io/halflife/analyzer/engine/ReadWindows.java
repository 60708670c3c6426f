// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.segment.Segment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The windows of a job.
 *
 * @param whole all rows of each, in the order of the job
 * @param segments the windows in which each segment has rows; windows of which some rows' segments
 *     are not known any more are left out
 */
public record ReadWindows(List<WindowAnalysis> whole, Map<Segment, List<WindowAnalysis>> segments) {

    public ReadWindows {
        whole = List.copyOf(whole);
        segments = new TreeMap<>(segments);
    }
}
