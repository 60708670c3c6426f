// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import io.halflife.storage.json.WindowSpecJson;

/**
 * SQL that tells the windows of the current cut, which is that of the policy of the version's
 * newest run, from those that earlier policies cut. Of a policy put since nothing is judged yet,
 * and of a run under way not all.
 *
 * <p>Where every policy cut alike, all windows are current and nothing is compared.
 */
public final class CurrentCut {

    private static final String DEFAULT =
            "cast('{\"kind\":\"calendar\",\"unit\":\"day\"}' as jsonb)";

    /** Of {@code w (cut)}, a window of a policy. */
    private static final String COLUMNS =
            """
                   w.cut->>'kind' as kind, w.cut->>'unit' as unit,
                          case w.cut->>'kind' when 'duration'
                               then cast(w.cut->>'length' as interval) end as step,
                          case when coalesce(w.cut->>'zone', 'UTC') in ('UTC', 'Z', 'GMT')
                               then 'UTC'
                               -- as a name, an offset is read with its sign turned
                               when w.cut->>'zone' ~ '^[+-][0-9]{2}:[0-9]{2}$'
                               then translate(w.cut->>'zone', '+-', '-+')
                               else halflife_zone(w.cut->>'zone') end as zone,
                          array(select cast(b as timestamptz)
                                  from jsonb_array_elements_text(w.cut->'boundaries') b) as bounds
            """;

    /**
     * A row {@code cut} beside each row {@code s (version_id, environment)}; its kind is null where
     * all windows are current. A zone that the database does not know is null: then lengths decide.
     */
    public static final String BESIDE_SCOPE =
            """
             left join lateral (
                   select <columns>
                     from model_version v
                    cross join lateral (
                          select policy_revision as revision from analysis_run
                           where version_id = s.version_id and environment = s.environment
                           order by as_of desc limit 1) newest
                    cross join lateral (
                          select policy_revision as revision from analysis_run
                           where version_id = s.version_id and environment = s.environment
                           order by as_of limit 1) oldest
                     join policy_revision p
                       on p.model_id = v.model_id and p.revision = newest.revision
                    cross join lateral (select <window of p> as cut) w
                    where v.id = s.version_id
                      and (exists (select from policy_revision o
                                    where o.model_id = v.model_id and o.revision < p.revision
                                      and <window of o> <> w.cut)
                           or (oldest.revision = 0 and w.cut <> <default>))) cut on true
            """
                    .replace("<columns>", COLUMNS)
                    .replace("<window of p>", windowOf("p"))
                    .replace("<window of o>", windowOf("o"))
                    .replace("<default>", DEFAULT);

    private static final String WITH =
            """
            with cut as materialized (
              select cut.* from (<scope>) s <cut>)
            """
                    .replace("<cut>", BESIDE_SCOPE);

    /** A window begins and ends where the calendar turns over and nowhere between. */
    private static final String HOLDS =
            """
            (<kind> is null or case <kind>
              when 'duration' then
                row.window_end - row.window_start = <step>
                and mod(cast(1e6 * extract(epoch from row.window_start) as bigint),
                        cast(1e6 * extract(epoch from <step>) as bigint)) = 0
              when 'count' then
                array_position(<bounds>, row.window_end)
                  = array_position(<bounds>, row.window_start) + 1
              else case when <zone> is null then
                row.window_end - row.window_start
                  between cast('1 ' || <unit> as interval) * 0.85
                      and cast('1 ' || <unit> as interval) * 1.15
              else
                <start> <> <before start> and <start> = <before end> and <end> <> <before end>
              end end)
            """
                    .replace("<before start>", unit("row.window_start - interval '1 microsecond'"))
                    .replace("<before end>", unit("row.window_end - interval '1 microsecond'"))
                    .replace("<start>", unit("row.window_start"))
                    .replace("<end>", unit("row.window_end"));

    /**
     * {@code with cut as …} of a statement that binds {@code :version} and {@code :environment}.
     */
    public static final String OF_VERSION =
            with(
                    "select cast(:version as int) as version_id,"
                            + " cast(:environment as text) as environment");

    /**
     * {@code with cut as …} of a statement about one cut, {@link WindowSpecJson} as {@code :cut}.
     */
    public static final String OF_SPEC =
            "with cut as materialized (select "
                    + COLUMNS
                    + " from (select cast(:cut as jsonb) as cut) w) ";

    private CurrentCut() {}

    private static String windowOf(String policy) {
        return "coalesce(nullif("
                + policy
                + ".body->'window', cast('null' as jsonb)), "
                + DEFAULT
                + ")";
    }

    private static String unit(String instant) {
        return "date_trunc(<unit>, (" + instant + ") at time zone <zone>)";
    }

    /**
     * The beginning of a statement about one version.
     *
     * @param scope a query of one row with {@code version_id} and {@code environment}
     */
    public static String with(String scope) {
        return WITH.replace("<scope>", scope);
    }

    /**
     * Whether the window of a row is of the current cut, in a statement that begins {@link #with}.
     *
     * @param row alias of a table with {@code window_start} and {@code window_end}
     */
    public static String holds(String row) {
        return holds(row, "(select ", " from cut)");
    }

    /** The same in a statement that has {@link #BESIDE_SCOPE} of each version. */
    public static String holdsBeside(String row) {
        return holds(row, "cut.", "");
    }

    private static String holds(String row, String before, String after) {
        String sql = HOLDS.replace("row.", row + ".");
        for (String column : new String[] {"kind", "step", "bounds", "zone", "unit"}) {
            sql = sql.replace("<" + column + ">", before + column + after);
        }
        return sql;
    }
}
