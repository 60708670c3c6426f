// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import io.halflife.dashboard.page.StateMark;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What of the fleet is wanted, in which order.
 *
 * @param only the models that the caller may know of; empty: all
 * @param text what model, version or environment hold; the empty string for everything
 * @param state empty: every state
 * @param tag name and value, {@code team=risk}; a name alone, {@code team}: whoever has it; the
 *     empty string for everything
 * @param group the tag whose values are kept together; the empty string for no groups
 */
public record FleetQuestion(
        Set<String> only,
        String text,
        Optional<StateMark> state,
        String tag,
        String group,
        FleetSort sort,
        boolean largestFirst) {

    /** Everything, worst first. */
    public static final FleetQuestion ALL =
            new FleetQuestion(Set.of(), "", Optional.empty(), "", "", FleetSort.STATE, true);

    public FleetQuestion {
        only = Set.copyOf(only);
        text = text.strip();
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(sort, "sort");
    }

    /** Whether a standing is wanted, its state aside. */
    boolean takes(Standing standing) {
        return hasTag(standing) && hasText(standing);
    }

    private boolean hasTag(Standing standing) {
        if (tag.isEmpty()) {
            return true;
        }
        int equals = tag.indexOf('=');
        return equals < 0
                ? standing.tags().containsKey(tag)
                : tag.substring(equals + 1).equals(standing.tags().get(tag.substring(0, equals)));
    }

    private boolean hasText(Standing standing) {
        String wanted = text.toLowerCase(Locale.ROOT);
        String all =
                String.join(
                        "\n",
                        standing.model(),
                        standing.version(),
                        standing.environment(),
                        standing.entry().origin());
        return all.toLowerCase(Locale.ROOT).contains(wanted);
    }

    /** What a cursor is bound to. */
    String words() {
        return String.join(
                "\n",
                "fleet",
                text,
                state.map(StateMark::name).orElse(""),
                tag,
                group,
                sort.text(),
                Boolean.toString(largestFirst));
    }
}
