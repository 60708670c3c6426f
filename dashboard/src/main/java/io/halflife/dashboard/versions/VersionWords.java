// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import io.halflife.dashboard.page.Cell;
import io.halflife.dashboard.page.Figures;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.reference.ReferenceHistory;
import io.halflife.storage.reference.ReferenceKind;
import io.halflife.storage.reference.StoredReference;
import io.halflife.storage.size.StoredPart;
import io.halflife.storage.size.StoredPart.Known;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What is known of a version, in the words of the pages. */
final class VersionWords {

    private VersionWords() {}

    /** "8 numeric, 4 categorical". */
    static String inputs(List<Feature> inputs) {
        long numeric = inputs.stream().filter(f -> f.kind() == FeatureKind.NUMERIC).count();
        return Figures.count(numeric)
                + " numeric, "
                + Figures.count(inputs.size() - numeric)
                + " categorical";
    }

    static String task(OutputSpec output) {
        return switch (output.task()) {
            case BINARY_CLASSIFICATION -> "binary classification";
            case MULTICLASS_CLASSIFICATION -> "multi-class classification";
            case REGRESSION -> "regression";
        };
    }

    /** Where it stands and since when. */
    static Cell reference(ReferenceHistory.Standing standing) {
        if (standing == null) {
            return Cell.none("none was put");
        }
        StoredReference reference = standing.reference();
        String earlier =
                standing.references() > 1
                        ? ", " + Figures.count(standing.references() - 1) + " other"
                        : "";
        return new Cell(what(reference), state(reference) + earlier, reference.state().state());
    }

    /** "12,288 rows", "trailing", "window, 14,000 rows". */
    private static String what(StoredReference reference) {
        String kind = reference.kind().jsonName();
        long rows = reference.state().rows();
        if (rows == 0) {
            return kind;
        }
        String counted = Figures.counted(rows, "row");
        return reference.kind() == ReferenceKind.ROWS ? counted : kind + ", " + counted;
    }

    /** How far a reference has come. */
    static String state(StoredReference reference) {
        if (reference.inForce()) {
            return "in force since " + Figures.day(reference.profiledAt());
        }
        return switch (reference.state().state()) {
            case "COLLECTING" -> "collecting rows since " + Figures.day(reference.createdAt());
            case "FROZEN" -> "waits for the analyzer's next run";
            case "FAILED" -> "given up: " + reference.failure();
            default -> "replaced";
        };
    }

    /** The newest of a version's deployments. */
    static Cell deployed(List<Deployment> ofVersion) {
        if (ofVersion.isEmpty()) {
            return Cell.none("never deployed");
        }
        Deployment last = ofVersion.get(ofVersion.size() - 1);
        return new Cell(
                Figures.day(last.occurredAt()),
                action(last)
                        + " in "
                        + last.environment()
                        + (ofVersion.size() > 1
                                ? ", " + Figures.count(ofVersion.size()) + " in all"
                                : ""),
                last.occurredAt().toString());
    }

    static String action(Deployment deployment) {
        return deployment.action().replace('_', ' ');
    }

    /** Rows of predictions, with and without features. */
    static Cell rows(KeptVersion version) {
        long with = rows(version, StoredPart.Kind.PREDICTIONS);
        long without = rows(version, StoredPart.Kind.PREDICTIONS_SLIM);
        if (with + without == 0) {
            return Cell.none("no predictions");
        }
        Known known =
                version.size().parts().stream()
                        .filter(p -> p.kind().isOfPredictions())
                        .map(StoredPart::known)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        return Cell.of(
                Bytes.prefix(known) + Figures.count(with + without),
                without == 0 ? "" : Figures.count(without) + " without features",
                with + without);
    }

    private static long rows(KeptVersion version, StoredPart.Kind kind) {
        return version.size().part(kind).map(StoredPart::rows).orElse(0L);
    }

    static Cell bytes(KeptVersion version) {
        long all = version.stored().bytes() + version.stored().metadataBytes();
        return Cell.of(
                Bytes.of(all, version.size().isEstimated()),
                version.artifactBytes().isPresent()
                        ? "with the artifact's " + Bytes.of(version.artifactBytes().getAsLong())
                        : "without the artifact",
                all);
    }

    /** "production", "production, staging", "retired", or nothing. */
    static String places(KeptVersion version) {
        if (version.version().retiredAt() != null) {
            return "retired";
        }
        return version.environments().stream().collect(Collectors.joining(", "));
    }
}
