// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.mute;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.requests.RequestMark;
import io.halflife.monitor.window.Window;
import io.halflife.storage.period.Mute;
import io.halflife.storage.period.MuteDraft;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Periods in words: whether each is in force, and which of the others it overlaps. */
final class MuteRows {

    private static final int NAMED_MAX = 6;
    private static final int OVERLAPS_MAX = 3;

    private final List<Mute> active;
    private final Instant now;

    MuteRows(List<Mute> active, Instant now) {
        this.active = List.copyOf(active);
        this.now = now;
    }

    boolean isInForce(Mute mute) {
        Window stretch = mute.draft().stretch();
        return !mute.deleted() && !now.isBefore(stretch.start()) && now.isBefore(stretch.end());
    }

    MutesPage.Row row(Mute mute) {
        MuteDraft draft = mute.draft();
        return new MutesPage.Row(
                Long.toString(mute.id()),
                MuteJson.mute(mute).toString(),
                mark(mute),
                Figures.minute(draft.stretch().start()),
                Figures.minute(draft.stretch().end()),
                draft.effect().jsonName(),
                columns(draft),
                draft.environment().isEmpty() ? "every" : draft.environment(),
                draft.reason(),
                mute.deleted() ? "" : overlaps(mute),
                said(mute),
                mute.deleted());
    }

    private RequestMark mark(Mute mute) {
        if (mute.deleted()) {
            return new RequestMark("✕", "DELETED", "open");
        }
        if (isInForce(mute)) {
            return new RequestMark("◆", "IN FORCE", "caution");
        }
        boolean isAhead = now.isBefore(mute.draft().stretch().start());
        return new RequestMark(isAhead ? "▷" : "◌", isAhead ? "AHEAD" : "PAST", "open");
    }

    private static String columns(MuteDraft draft) {
        List<String> names = draft.features();
        if (names.isEmpty()) {
            return "all columns";
        }
        String shown = String.join(", ", names.subList(0, Math.min(NAMED_MAX, names.size())));
        return names.size() <= NAMED_MAX
                ? shown
                : shown + " and " + (names.size() - NAMED_MAX) + " more";
    }

    private String overlaps(Mute mute) {
        List<Mute> others =
                active.stream()
                        .filter(other -> other.id() != mute.id())
                        .filter(other -> overlap(mute.draft(), other.draft()))
                        .toList();
        if (others.isEmpty()) {
            return "";
        }
        String ids =
                others.stream()
                        .limit(OVERLAPS_MAX)
                        .map(other -> Long.toString(other.id()))
                        .collect(Collectors.joining(", "));
        return "overlaps period " + ids + (others.size() > OVERLAPS_MAX ? " and others" : "");
    }

    private static boolean overlap(MuteDraft a, MuteDraft b) {
        boolean together =
                a.stretch().start().isBefore(b.stretch().end())
                        && b.stretch().start().isBefore(a.stretch().end());
        boolean somewhere =
                a.environment().isEmpty()
                        || b.environment().isEmpty()
                        || a.environment().equals(b.environment());
        boolean ofAColumn =
                a.features().isEmpty()
                        || b.features().isEmpty()
                        || !Collections.disjoint(a.features(), b.features());
        return together && somewhere && ofAColumn;
    }

    private static String said(Mute mute) {
        String first = "set by " + mute.createdBy() + " on " + Figures.minute(mute.createdAt());
        if (mute.revision() == 1) {
            return first;
        }
        return first
                + (mute.deleted() ? "; deleted by " : "; changed by ")
                + mute.writtenBy()
                + " on "
                + Figures.minute(mute.writtenAt());
    }
}
