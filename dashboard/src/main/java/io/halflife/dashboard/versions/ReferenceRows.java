// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.versions.VersionPage.ReferenceRow;
import io.halflife.storage.reference.ReferenceHistory;
import io.halflife.storage.reference.ReferenceKind;
import io.halflife.storage.reference.StoredReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Every reference that a version had, newest first. */
final class ReferenceRows {

    private ReferenceRows() {}

    static List<ReferenceRow> of(List<ReferenceHistory.Entry> oldestFirst) {
        List<ReferenceRow> rows = new ArrayList<>();
        oldestFirst.forEach(entry -> rows.add(row(entry)));
        Collections.reverse(rows);
        return rows;
    }

    private static ReferenceRow row(ReferenceHistory.Entry entry) {
        StoredReference reference = entry.reference();
        return new ReferenceRow(
                Long.toString(reference.id()),
                reference.kind().jsonName(),
                reference.state().state(),
                reference.inForce(),
                reference.state().rows() > 0
                        ? Figures.count(reference.state().rows())
                        : Figures.NONE,
                Figures.minute(reference.createdAt()),
                judged(entry),
                definition(reference),
                reference.failed().orElse(""));
    }

    private static String judged(ReferenceHistory.Entry entry) {
        if (entry.from() == null) {
            return switch (entry.reference().state().state()) {
                case "COLLECTING" -> "collects rows";
                case "FROZEN" -> "waits for the analyzer's next run";
                case "FAILED" -> "never: it was given up";
                default -> "never: a later one was profiled first";
            };
        }
        return Figures.minute(entry.from())
                + (entry.to() == null ? " until now" : " to " + Figures.minute(entry.to()));
    }

    /** A declared profile may be megabytes. */
    private static String definition(StoredReference reference) {
        return reference.kind() == ReferenceKind.PROFILE || reference.definition() == null
                ? ""
                : reference.definition();
    }
}
