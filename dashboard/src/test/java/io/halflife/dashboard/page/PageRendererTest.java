// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageRendererTest {

    private static final PageRenderer RENDERER = new PageRenderer();
    private static final Pattern INLINE_SCRIPT = Pattern.compile("<script(?![^>]*\\ssrc=)");
    private static final Pattern INLINE_STYLE = Pattern.compile("<style|\\sstyle\\s*=");
    private static final Pattern EVENT_HANDLER = Pattern.compile("\\son[a-z]+\\s*=");

    @Test
    void fleet_withoutModels_tellsHowToBegin() {
        String html = render(new FleetPage(List.of(), ""));

        assertTrue(html.contains("Nothing is watched yet"), html);
        assertTrue(html.contains("/v1/predictions"), html);
    }

    @Test
    void fleet_showsShapeWordAndFigures() {
        String html = render(new FleetPage(List.of(card("credit-risk")), ""));

        assertTrue(html.contains("▲</span> ALARM"), html);
        assertTrue(html.contains("◌</span> INCONCLUSIVE"), html);
        assertTrue(html.contains("1 model version: 1 ▲ ALARM"), html);
        assertTrue(html.contains("2,928 / 1,488"), html);
        assertTrue(html.contains("and 4 more"), html);
        assertFalse(html.contains("Nothing is watched yet"), html);
    }

    /** The content security policy refuses them, so the page must not need them. */
    @Test
    void fleet_hasNoInlineScriptOrStyle() {
        for (FleetPage page :
                List.of(
                        new FleetPage(List.of(), ""),
                        new FleetPage(List.of(card("m")), "/?after=m"))) {
            String html = render(page);
            assertFalse(INLINE_SCRIPT.matcher(html).find(), html);
            assertFalse(INLINE_STYLE.matcher(html).find(), html);
            assertFalse(EVENT_HANDLER.matcher(html).find(), html);
        }
    }

    /** Names come from clients. */
    @Test
    void fleet_escapesWhatClientsNamed() {
        String html = render(new FleetPage(List.of(card("<script>alert(1)</script>\"'&")), ""));

        assertFalse(html.contains("<script>alert"), html);
        assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), html);
    }

    @Test
    void fleet_linksToTheNextPage() {
        assertTrue(
                render(new FleetPage(List.of(card("m")), "/?after=m"))
                        .contains("<a href=\"/?after=m\">More models</a>"));
    }

    private static String render(FleetPage page) {
        return new String(RENDERER.render("fleet.jte", page), StandardCharsets.UTF_8);
    }

    private static ModelCard card(String name) {
        return new ModelCard(
                name,
                "1",
                "production",
                "replayed",
                StateMark.ALARM,
                "1 of 6 columns in alarm",
                "the rule",
                List.of(row("nswprice", StateMark.ALARM), row(name, StateMark.INCONCLUSIVE)),
                4,
                List.of(new Fact("Performance", "accuracy 0.8165")));
    }

    private static VerdictRow row(String column, StateMark mark) {
        return new VerdictRow(
                column,
                "feature",
                "ks",
                "0.190",
                "< 0.001",
                "0.310",
                "2,928 / 1,488",
                "DRIFTED",
                mark,
                "why");
    }

    @Test
    void figures_ofUndefined_areADash() {
        assertEquals("–", Figures.number(Double.NaN, 3));
        assertEquals("–", Figures.p(Double.NaN));
        assertEquals("–", Figures.day(null));
    }

    @Test
    void figures_areFixedAndGrouped() {
        assertEquals("0.190", Figures.number(0.19, 3));
        assertEquals("1,234,567.8", Figures.number(1234567.84, 1));
        assertEquals("< 0.001", Figures.p(1e-31));
        assertEquals("0.050", Figures.p(0.05));
        assertEquals("1 model", Figures.counted(1, "model"));
        assertEquals("1,000 models", Figures.counted(1000, "model"));
    }
}
