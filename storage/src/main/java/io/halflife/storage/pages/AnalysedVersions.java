// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import io.halflife.storage.results.VersionScope;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Which version of a model stands for it where nobody names one: the one analysed last. */
public final class AnalysedVersions {

    private final Jdbi jdbi;

    public AnalysedVersions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** One per environment that has been analysed, by environment. */
    public List<VersionScope> latest(int modelId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select distinct on (r.environment) r.environment, r.version_id
                                          from analysis_run r
                                          join model_version v on v.id = r.version_id
                                         where v.model_id = :modelId
                                         order by r.environment, r.as_of desc, r.version_id desc
                                        """)
                                .bind("modelId", modelId)
                                .map(
                                        row ->
                                                new VersionScope(
                                                        row.getColumn("version_id", Integer.class),
                                                        row.getColumn("environment", String.class)))
                                .list());
    }
}
