// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.storage.lifecycle.ModelEvent;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What can be done to a whole model.
 *
 * @param door the address of the model in the API
 * @param history who archived or restored it last; the empty string where nobody did
 * @param loses what a deletion removes, in words
 */
public record DangerZone(
        String model, boolean archived, String door, String history, String loses) {

    public DangerZone {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(door, "door");
        Objects.requireNonNull(history, "history");
        Objects.requireNonNull(loses, "loses");
    }

    static DangerZone of(WatchedModel watched, Optional<ModelEvent> last) {
        return new DangerZone(
                watched.name(),
                watched.isArchived(),
                "/v1" + Links.model(watched.name()),
                last.map(DangerZone::words).orElse(""),
                loses(watched.versions().size()));
    }

    private static String loses(int versions) {
        return versions == 0
                ? "the model and whatever was set for it"
                : Figures.counted(versions, "version")
                        + " with all predictions, ground truth, references, results, calls to"
                        + " retrain and the policy";
    }

    /** "Archived 2026-11-20 09:15 UTC by key-1: the project ended". */
    public static String words(ModelEvent event) {
        String action = event.action().name();
        return action.charAt(0)
                + action.substring(1).toLowerCase(Locale.ROOT)
                + " "
                + Figures.minute(event.occurredAt())
                + " by "
                + event.act().actor()
                + (event.act().reason().isEmpty() ? "." : ": " + event.act().reason());
    }
}
