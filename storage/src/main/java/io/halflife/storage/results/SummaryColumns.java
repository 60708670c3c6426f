// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import io.halflife.monitor.outline.Outline;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.profile.ProfileSummary;
import org.jdbi.v3.core.statement.SqlStatement;

/** The columns that a profile has in {@code feature_profile} and in {@code reference_profile}. */
public final class SummaryColumns {

    private SummaryColumns() {}

    /**
     * Binds {@code role, name, kind, n, missing, nonFinite, mean, std, min, q25, median, q75, max}
     * and {@code profile}, and the {@code outline}: null where the profile itself is as small.
     */
    public static <S extends SqlStatement<S>> S bind(
            S statement, FeatureProfile profile, ProfileSummary summary) {
        return statement
                .bind("role", profile.column().role().name())
                .bind("name", profile.column().name())
                .bind("kind", profile.kind().jsonName())
                .bind("n", summary.n())
                .bind("missing", summary.missing())
                .bind("nonFinite", profile.nonFinite())
                .bind("mean", summary.mean())
                .bind("std", summary.std())
                .bind("min", summary.min())
                .bind("q25", summary.q25())
                .bind("median", summary.median())
                .bind("q75", summary.q75())
                .bind("max", summary.max())
                .bind("profile", profile.toBytes())
                .bind("outline", outline(profile));
    }

    private static byte[] outline(FeatureProfile profile) {
        Outline outline = Outline.of(profile);
        return outline.profile().equals(profile) ? null : outline.profile().toBytes();
    }
}
