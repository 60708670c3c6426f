// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.BrowserPages;
import io.halflife.dashboard.Seeds;
import io.halflife.dashboard.page.PageRenderer;
import io.halflife.dashboard.quality.QualityPage.Finding;
import io.halflife.http.problem.ProblemException;
import io.halflife.storage.PostgresFixture;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The page of data quality over a real database. In May {@code day} has a value that the reference
 * never had and {@code nswprice} misses no more than before; half of the rows came; 2 items were
 * refused today, one of them with a script in it.
 */
class QualityPagesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static QualityPageReader reader;

    @BeforeAll
    static void plant() {
        Seeds.plant(POSTGRES.storage());
        POSTGRES.storage().jdbi().useTransaction(QualityPagesIT::plant);
        reader = new QualityPageReader(POSTGRES.storage(), Clock.systemUTC());
    }

    private static void plant(Handle handle) {
        check(handle, "day", "new_category", true, "3 rows of 1,488 with 1 new value");
        check(handle, "nswprice", "missing_rate", false, "");
        handle.execute(
                """
                insert into window_volume
                select version_id, environment, window_start, window_end, label,
                       case label when '1997-05' then 700 else 1488 end, window_start,
                       window_end - interval '1 hour', 1, 2, 1464, 0,
                       case label when '1997-05' then 'FLAGGED' else 'CLEAR' end, ''
                  from drift_verdict where name = 'day' and is_primary
                """);
        for (String detail : List.of("age is not a number", "<script>alert(1)</script>")) {
            handle.execute(
                    """
                    insert into ingest_reject (door, model, item_sha, code, pointer, detail, excerpt)
                    values ('predictions', ?, '', 'type_mismatch', '/features/age', ?, '{"a":1}')
                    """,
                    Seeds.MODEL,
                    detail);
        }
        handle.execute(
                """
                insert into schema_drift (version_id, environment, day, name, n)
                select id, 'production', date '1997-05-31', 'vicprice', 12 from model_version
                union all select id, 'production', date '1997-05-01', '', 3 from model_version
                union all select id, 'production', date '1997-04-30', 'april', 9 from model_version
                """);
    }

    private static void check(
            Handle handle, String name, String test, boolean flagged, String reason) {
        handle.execute(
                """
                insert into drift_verdict (version_id, environment, window_start, window_end, role,
                  name, test, label, is_primary, reference_id, n_reference, n, missing, statistic, p,
                  p_adjusted, effect, drift_detected, reason, detail, new_categories)
                select version_id, environment, window_start, window_end, role, name, ?, label, false,
                       reference_id, n_reference, n, missing, 0.002, 0.0001, 'NaN', 'NaN', ?, ?, '{}',
                       '{}'
                  from drift_verdict where label = '1997-05' and name = ? and is_primary
                """,
                test,
                flagged,
                reason,
                name);
    }

    private static QualityPage read(String window) {
        return reader.read(Seeds.MODEL, "", "", window);
    }

    @Test
    void findings_standFlaggedFirstWithTheirReason() {
        List<Finding> findings = read(null).findings();

        assertEquals(2, findings.size(), "primary tests are no checks of values");
        Finding first = findings.get(0);
        assertEquals("day", first.column());
        assertEquals("New categories", first.rule());
        assertTrue(first.isFlagged());
        assertEquals("3 rows of 1,488 with 1 new value", first.reason());
        assertEquals("/models/elec2-logreg/features/day", first.href());
        assertFalse(findings.get(1).isFlagged());
    }

    @Test
    void sentences_sayWhatIsWrong() {
        List<String> sentences = read(null).sentences();

        assertEquals("1 column broke a rule (day) in window 1997-05.", sentences.get(0));
        assertTrue(sentences.get(1).startsWith("2 items that were refused"), sentences.get(1));
        assertTrue(sentences.get(2).startsWith("2 features came that"), sentences.get(2));
    }

    @Test
    void rows_areShownBesideWhatIsExpected() {
        assertEquals(
                "Window 1997-05 has 700 predictions, 1,464 are expected by 2 windows of the"
                        + " reference; the last one was made 1997-05-31 23:00 UTC.",
                read(null).charts().get(0).sentence());
    }

    @Test
    void refusedAndUnknown_areCounted() {
        QualityPage page = read(null);

        assertEquals("[Count[name=type_mismatch, n=2]]", page.refused().toString());
        assertEquals(2, page.newest().size());
        assertEquals(
                List.of("vicprice", "others, whose names are not kept"),
                page.unknown().stream().map(QualityPage.Count::name).toList(),
                "the days of May");
    }

    /** What clients sent is text. */
    @Test
    void page_escapesWhatWasRefused() {
        String html =
                new String(
                        new PageRenderer().render("quality.jte", read(null)),
                        StandardCharsets.UTF_8);

        assertEquals("", BrowserPages.forbiddenIn(html));
        assertTrue(html.contains("&lt;script&gt;alert(1)"), html);
    }

    @Test
    void earlierWindow_keepsItsPlaceInLinks() {
        QualityPage page = read("1997-04");

        assertEquals("No column broke a rule in window 1997-04.", page.sentences().get(0));
        assertEquals(List.of(), page.findings());
        assertEquals("1997-04", page.picker().shown());
    }

    @Test
    void windowThatIsNone_isRefused() {
        ProblemException refused = assertThrows(ProblemException.class, () -> read("1899-01"));

        assertEquals("unknown_window", refused.problem().code());
    }

    @Test
    void modelWithoutWindows_stillSaysWhatWasRefused() {
        QualityPage page = reader.read(Seeds.BARE_MODEL, "", "", null);

        assertEquals("No window has been judged yet.", page.why());
        assertEquals(List.of("Nothing was refused in the last 7 days."), page.sentences());
    }
}
