// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.api.SegmentJson;
import io.halflife.monitor.segment.SegmentKey;
import io.halflife.monitor.window.Window;
import io.halflife.storage.model.PolicyStore;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.segment.SegmentResults;
import io.halflife.storage.segment.SegmentStanding;
import io.halflife.storage.segment.StoredSegment;
import java.util.List;
import java.util.Optional;

/** Segments of a version: which there are and how they stand. */
final class SegmentReads {

    private final SegmentResults results;
    private final PolicyStore policies;

    SegmentReads(SegmentResults results, PolicyStore policies) {
        this.results = results;
        this.policies = policies;
    }

    /** The segment of this text. */
    StoredSegment find(VersionScope scope, String text) {
        return results.find(scope, text)
                .orElseThrow(
                        () ->
                                Catalogue.notFound(
                                        "unknown_segment",
                                        "the version has no such segment in this environment;"
                                                + " /segments lists them"));
    }

    /** At most 5 keys with 22 segments each, so they are one page. */
    ObjectNode standings(RegisteredVersion version, VersionScope scope, ObjectNode json) {
        List<SegmentKey> keys =
                SegmentKey.of(
                        policies.current(version.modelId(), version.definition().output().task())
                                .policy()
                                .segments(),
                        version.definition().signature());
        keys.stream().map(SegmentKey::text).forEach(json.putArray("keys")::add);
        Optional<Window> newest = results.newest(scope);
        List<SegmentStanding> found =
                newest.map(window -> results.standings(scope, window, keys)).orElse(List.of());
        long rows = newest.map(window -> results.rows(scope, window)).orElse(0L);
        return new Page<>(found, Optional.empty())
                .putInto(json, s -> SegmentJson.standing(s, newest.orElseThrow(), rows));
    }
}
