// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which artifact a version served when. Decay is that of an artifact: another one under the same
 * version is a change-point, and only windows that the present one served throughout enter a fit.
 * The same one deployed again changes nothing, and one that was rolled back to brings its earlier
 * windows with it, so that neither hides decay.
 *
 * @param changes each to another artifact than before, oldest first
 */
public record ServedArtifacts(List<Change> changes) {

    /** One artifact all along. */
    public static final ServedArtifacts ONE = new ServedArtifacts(List.of());

    /**
     * From here on.
     *
     * @param before the artifact until then
     * @param digest the artifact from then on
     */
    public record Change(Instant at, String before, String digest) {}

    public ServedArtifacts {
        changes = List.copyOf(changes);
    }

    /**
     * From what was put to work.
     *
     * @param first digest of the version as it was registered; empty when not stated
     * @param deployments of the version, oldest first; one without a digest says nothing
     */
    public static ServedArtifacts of(String first, List<Deployed> deployments) {
        List<Change> changes = new ArrayList<>();
        String now = first;
        for (Deployed deployed : deployments) {
            if (deployed.digest().isEmpty() || deployed.digest().equals(now)) {
                continue;
            }
            if (!now.isEmpty()) {
                changes.add(new Change(deployed.at(), now, deployed.digest()));
            }
            now = deployed.digest();
        }
        return new ServedArtifacts(changes);
    }

    /** An artifact was put to work. */
    public record Deployed(Instant at, String digest) {}

    /** Whether the present artifact served from one instant to the other, both included. */
    public boolean isPresentThroughout(Instant from, Instant to) {
        if (changes.isEmpty()) {
            return true;
        }
        String then = changes.get(0).before();
        for (Change change : changes) {
            if (!change.at().isAfter(from)) {
                then = change.digest();
            } else if (!change.at().isAfter(to)) {
                return false;
            }
        }
        return then.equals(changes.get(changes.size() - 1).digest());
    }

    /** When the present artifact came last. */
    public Optional<Instant> lastChange() {
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(changes.get(changes.size() - 1).at());
    }
}
