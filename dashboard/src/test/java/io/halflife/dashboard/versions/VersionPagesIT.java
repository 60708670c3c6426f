// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.BrowserPages;
import io.halflife.dashboard.Seeds;
import io.halflife.dashboard.page.PageRenderer;
import io.halflife.dashboard.page.fleet.FirstSteps;
import io.halflife.http.problem.ProblemException;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages of versions over a real database: the seeded model, many versions, odd names. */
class VersionPagesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final String MANY = "many";
    private static final String ODD = "<img/onerror=x>" + "長".repeat(60) + "x".repeat(45);
    private static final Clock CLOCK = Clock.fixed(Seeds.AS_OF, ZoneOffset.UTC);

    private static Storage storage() {
        return POSTGRES.storage();
    }

    @BeforeAll
    static void plant() {
        Seeds.plant(storage());
        storage()
                .jdbi()
                .useHandle(
                        h -> {
                            h.execute("insert into model (name) values (?), (?)", MANY, ODD);
                            h.execute(
                                    """
                                    insert into model_version (model_id, version, task, signature, source)
                                    select m.id, 'v' || i, 'regression',
                                           '{"inputs":[],"inferred":true}',
                                           case when i = 230 then '{"artifact_bytes":5000000000}'
                                                else '{"artifact_bytes":"large"}' end::jsonb
                                      from model m, generate_series(1, 230) i where m.name = ?
                                    """,
                                    MANY);
                            h.execute(
                                    """
                                    insert into model_version (model_id, version, task, positive_label,
                                        classes, signature, artifact_digest)
                                    select id, name, 'binary_classification', name, array[name],
                                           jsonb_build_object('inferred', false, 'inputs',
                                             jsonb_build_array(jsonb_build_object('name', name,
                                               'type', 'string', 'feature_type', 'categorical',
                                               'required', true, 'categories', array[name]))), name
                                      from model where name = ?
                                    """,
                                    ODD);
                        });
    }

    private static VersionsPage page(String model, String before, StorageQuestion question) {
        return new VersionsPageReader(storage(), CLOCK)
                .read(
                        new VersionsPageReader.Question(
                                model, null, null, before, question, null, null));
    }

    private static VersionsPage page(String model) {
        return page(model, "", StorageQuestion.of(null, null, null));
    }

    private static VersionPage version(String model, String version) {
        FirstSteps steps = new FirstSteps("https://halflife.example/in/", true);
        return new VersionPageReader(storage(), CLOCK, steps).read(model, version, null);
    }

    private static String html(String template, Object page) {
        String html = new String(new PageRenderer().render(template, page), StandardCharsets.UTF_8);
        assertEquals("", BrowserPages.forbiddenIn(html));
        assertFalse(html.contains("<img/onerror"), html);
        return html;
    }

    @Test
    void versions_ofTheSeededModel() {
        VersionsPage page = page(Seeds.MODEL);

        assertEquals("1 version", page.title());
        VersionsPage.VersionRow row = page.rows().get(0);
        assertEquals("production", row.places());
        assertEquals("1 numeric, 1 categorical; binary classification", row.inputs().below());
        assertTrue(row.reference().below().startsWith("in force since"), row.toString());
        assertEquals("2,928 rows", row.reference().text());
        assertEquals("no predictions", row.rows().below());
        assertEquals("keep", row.fate());
        assertTrue(
                page.plan().sentences().get(1).endsWith("no version could go to an archive."),
                page.plan().sentences().toString());
        html("versions.jte", page);
    }

    @Test
    void version_showsSignatureReferenceDeploymentsAndParts() {
        VersionPage page = version(Seeds.MODEL, "1");

        assertEquals(
                List.of("nswprice", "day"), page.inputs().stream().map(i -> i.name()).toList());
        assertTrue(page.references().get(0).inForce());
        assertEquals("2,928", page.references().get(0).rows());
        assertEquals("deployed", page.deployments().get(0).action());
        assertTrue(
                page.parts().stream()
                        .anyMatch(p -> p.what().equals("Profiles and verdicts of windows")),
                page.parts().toString());
        assertEquals(
                "curl -s -H \"Authorization: Bearer $HALFLIFE_KEY\" -X POST"
                        + " 'https://halflife.example/in/v1/models/elec2-logreg/versions/1/reference'"
                        + " -H 'Content-Type: application/json' -d '{\"kind\":\"rows\"}'",
                page.replacing().again().lines().findFirst().orElseThrow());
        html("version.jte", page);
    }

    /** One judged until the next took over, one waits, and none of them is lost. */
    @Test
    void references_thatWereReplacedAreShownWithWhenTheyJudged() {
        storage()
                .jdbi()
                .useHandle(
                        h -> {
                            reference(h, "rows", null, 1, true);
                            reference(h, "window", "{\"from\":\"<b>2026\"}", 5, true);
                            reference(h, "trailing", "{\"length\":\"P28D\"}", 9, false);
                        });
        VersionPage page = version(MANY, "v229");

        List<VersionPage.ReferenceRow> rows = page.references();
        assertEquals(
                List.of("trailing", "window", "rows"),
                rows.stream().map(VersionPage.ReferenceRow::kind).toList());
        assertEquals("waits for the analyzer's next run", rows.get(0).judged());
        assertTrue(rows.get(1).inForce());
        assertEquals("2026-11-06 00:00 UTC until now", rows.get(1).judged());
        assertEquals("2026-11-02 00:00 UTC to 2026-11-06 00:00 UTC", rows.get(2).judged());
        assertFalse(html("version.jte", page).contains("<b>2026"));
        VersionsPage.VersionRow row =
                page(MANY).rows().stream()
                        .filter(r -> r.version().equals("v229"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("in force since 2026-11-06, 2 other", row.reference().below());
    }

    private static void reference(
            Handle h, String kind, String definition, int day, boolean profiled) {
        long id =
                h.createQuery(
                                """
                                insert into reference_version (version_id, kind, definition)
                                select v.id, :kind, cast(:definition as jsonb) from model_version v
                                 where v.version = 'v229' returning id
                                """)
                        .bind("kind", kind)
                        .bind("definition", definition)
                        .mapTo(Long.class)
                        .one();
        String at = "2026-11-0" + day + "T00:00:00Z";
        h.execute("insert into reference_event values (?, 'FROZEN', 10, ?::timestamptz)", id, at);
        if (profiled) {
            h.execute(
                    """
                    insert into reference_span (reference_id, row_count, profiled_at)
                    values (?, 10, ?::timestamptz + interval '1 day')
                    """,
                    id,
                    at);
        }
    }

    @Test
    void model_withoutVersions() {
        VersionsPage page = page(Seeds.BARE_MODEL);

        assertEquals(List.of(), page.rows());
        assertNull(page.plan());
        assertEquals("No version is registered yet", page.title());
        html("versions.jte", page);
        assertThrows(ProblemException.class, () -> version(Seeds.BARE_MODEL, "1"));
    }

    @Test
    void many_goOnPageByPageNewestFirst() {
        List<String> seen = new ArrayList<>();
        String before = "";
        for (int pages = 0; pages < 10; pages++) {
            VersionsPage page = page(MANY, before, StorageQuestion.of("2", null, null));
            page.rows().forEach(row -> seen.add(row.version()));
            assertEquals(before.isEmpty(), page.plan() != null);
            if (page.nextHref().isEmpty()) {
                break;
            }
            before = page.nextHref().replaceAll(".*before=", "");
        }
        assertEquals(230, seen.size());
        assertEquals("v230", seen.get(0));
        assertEquals("v1", seen.get(229));
        assertThrows(
                ProblemException.class,
                () -> page(MANY, "v999", StorageQuestion.of(null, null, null)));
    }

    /** Only the newest has a registered size: 5 GB at 0.10, everything else takes nothing. */
    @Test
    void plan_countsTheArtifactsThatAreKnown() {
        List<String> sentences =
                page(MANY, "", StorageQuestion.of("0", "0.1", "0.01")).plan().sentences();

        assertTrue(
                sentences.get(0).startsWith("200 versions (the newest) take 5.00 GB"),
                sentences.get(0));
        assertTrue(
                sentences.get(1).contains("200 versions could go to an archive"), sentences.get(1));
        assertEquals(
                "At these prices that costs 0.0500 a month instead of 0.5000.", sentences.get(2));
        assertTrue(sentences.get(3).startsWith("Of 199 versions the size"), sentences.get(3));
    }

    @Test
    void storage_saysTheSameAsThePage() {
        JsonNode json =
                new StorageReads(storage(), CLOCK).read(MANY, StorageQuestion.of("1", "1", null));

        assertEquals(200, json.get("items").size());
        assertEquals("v230", json.at("/items/0/version").textValue());
        assertEquals("keep", json.at("/items/0/plan").textValue());
        assertEquals("archive", json.at("/items/1/plan").textValue());
        assertEquals(5_000_000_000L, json.at("/items/0/artifact_bytes").longValue());
        assertTrue(json.at("/items/1/artifact_bytes").isNull());
        assertEquals(5.0, json.at("/plan/monthly_cost").doubleValue(), 1e-9);
        assertThrows(
                ProblemException.class,
                () ->
                        new StorageReads(storage(), CLOCK)
                                .read("nobody", StorageQuestion.of(null, null, null)));
    }

    @Test
    void questions_outOfRangeAreRefused() {
        for (String keep : List.of("-1", "1001", "1.5", "x", "99999")) {
            assertThrows(ProblemException.class, () -> StorageQuestion.of(keep, null, null), keep);
        }
        for (String price : List.of("-1", "NaN", "1e3", "1000001", ",5")) {
            assertThrows(
                    ProblemException.class, () -> StorageQuestion.of(null, price, null), price);
            assertThrows(
                    ProblemException.class, () -> StorageQuestion.of(null, null, price), price);
        }
        assertEquals(StorageQuestion.KEEP_DEFAULT, StorageQuestion.of("", "", "").keep());
    }

    @Test
    void oddNames_areTextEverywhere() {
        String all = html("versions.jte", page(ODD));
        assertTrue(all.contains("&lt;img/onerror=x>"), all);
        html("version.jte", version(ODD, ODD));
        String lines = version(ODD, ODD).replacing().again();
        assertTrue(lines.contains("%3Cimg%2Fonerror%3Dx%3E"), lines);
        assertFalse(lines.contains("<img"), lines);
    }

    @Test
    void bytes_inThreeDigits() {
        assertEquals("0 B", Bytes.of(0));
        assertEquals("999 B", Bytes.of(999));
        assertEquals("1.00 kB", Bytes.of(1000));
        assertEquals("12.3 MB", Bytes.of(12_345_678));
        assertEquals("9.22 EB", Bytes.of(Long.MAX_VALUE));
        assertEquals("about 123 GB", Bytes.of(123_456_789_012L, true));
    }
}
