// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.versions.VersionPage.PartRow;
import io.halflife.storage.size.StoredPart;
import java.util.ArrayList;
import java.util.List;

/** What is stored of a version, kind by kind, and how that is known. */
final class PartRows {

    private PartRows() {}

    static List<PartRow> of(KeptVersion version) {
        List<PartRow> rows = new ArrayList<>();
        for (StoredPart part : version.size().parts()) {
            rows.add(
                    new PartRow(
                            words(part.kind()),
                            Bytes.prefix(part.known()) + Figures.count(part.rows()),
                            Bytes.of(part.bytes(), part.known()),
                            how(part)));
        }
        if (version.artifactBytes().isPresent()) {
            rows.add(
                    new PartRow(
                            "The model's artifact",
                            Figures.NONE,
                            Bytes.of(version.artifactBytes().getAsLong()),
                            "as registered; it lies elsewhere"));
        }
        return rows;
    }

    static String total(KeptVersion version) {
        return Bytes.of(
                version.stored().bytes() + version.stored().metadataBytes(),
                version.size().isEstimated());
    }

    private static String words(StoredPart.Kind kind) {
        return switch (kind) {
            case PREDICTIONS -> "Predictions with features";
            case PREDICTIONS_SLIM -> "Predictions without features";
            case REFERENCE_ROWS -> "Rows of references";
            case REFERENCE_PROFILES -> "Profiles of references";
            case RESULTS -> "Profiles and verdicts of windows";
        };
    }

    private static String how(StoredPart part) {
        if (part.known() == StoredPart.Known.COUNTED) {
            return "counted";
        }
        if (part.known() == StoredPart.Known.AT_LEAST) {
            return "counted so far; the analyzer's next run knows more";
        }
        return switch (part.kind()) {
            case PREDICTIONS, PREDICTIONS_SLIM ->
                    "rows of analysed windows, times the size of those that were read";
            case REFERENCE_ROWS -> "rows, times the size of a hundred";
            case REFERENCE_PROFILES -> "counted";
            case RESULTS -> "windows, times the newest one's size";
        };
    }
}
