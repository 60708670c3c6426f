// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import io.halflife.storage.results.VersionScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * Every model that is not archived and what was analysed of it last: what tells whether anything
 * changed since one looked before.
 *
 * <p>Law: one query, and a few rows of an index per version, however long a model has been watched.
 * Blocking.
 */
public final class FleetScan {

    private static final String ENTRIES =
            """
            select m.id as model_id, m.name, m.origin, m.tags, r.version_id, r.version,
                   r.environment, r.as_of, r.finished_at,
                   coalesce((select max(p.revision) from policy_revision p
                              where p.model_id = m.id), 0) as revision
              from model m
              left join (
                select distinct on (v.model_id, e.environment)
                       v.model_id, v.id as version_id, v.version, e.environment,
                       a.as_of, a.finished_at
                  from model_version v
                  join version_environment e on e.version_id = v.id
                 cross join lateral (
                   select as_of, finished_at from analysis_run a
                    where a.version_id = v.id and a.environment = e.environment
                    order by a.as_of desc limit 1) a
                 order by v.model_id, e.environment, a.as_of desc, v.id desc) r
                on r.model_id = m.id
             where m.archived_at is null
               and (cardinality(:only) = 0 or m.name = any(:only))
             order by m.name, r.environment
            """;

    private final Jdbi jdbi;

    public FleetScan(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A model in an environment.
     *
     * @param origin live, replay or demo
     * @param tagsJson the tags as a JSON object
     * @param revision of the policy in force; 0 when nothing was set
     * @param run empty while nothing was analysed
     */
    public record Entry(
            int modelId,
            String model,
            String origin,
            String tagsJson,
            int revision,
            Optional<Run> run) {

        public Entry {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(origin, "origin");
            Objects.requireNonNull(tagsJson, "tagsJson");
            Objects.requireNonNull(run, "run");
        }
    }

    /**
     * The newest analysis.
     *
     * @param finishedAt when it was committed: another value is another result
     */
    public record Run(VersionScope scope, String version, Instant asOf, Instant finishedAt) {

        public Run {
            Objects.requireNonNull(scope, "scope");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(asOf, "asOf");
            Objects.requireNonNull(finishedAt, "finishedAt");
        }
    }

    /**
     * By model name, then environment; a model without a run is there once.
     *
     * @param only names of models; empty: all
     */
    public List<Entry> entries(Set<String> only) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(ENTRIES)
                                .bindArray("only", String.class, only.toArray())
                                .map((row, context) -> entry(row))
                                .list());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getInt("model_id"),
                row.getString("name"),
                row.getString("origin"),
                row.getString("tags"),
                row.getInt("revision"),
                row.getString("environment") == null ? Optional.empty() : Optional.of(run(row)));
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                new VersionScope(row.getInt("version_id"), row.getString("environment")),
                row.getString("version"),
                row.getTimestamp("as_of").toInstant(),
                row.getTimestamp("finished_at").toInstant());
    }
}
