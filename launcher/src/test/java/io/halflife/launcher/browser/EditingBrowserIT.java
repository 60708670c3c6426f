// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people type on the pages of the demo, as far as nothing is changed by it. */
@Tag("browser")
class EditingBrowserIT {

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa");
    private static final double PATIENCE_MILLIS = 30_000;
    private static final String HOSTILE = "<img src=x onerror=document.title='hit'>";

    private static Chromium chromium;
    private static Site site;

    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void open() throws Exception {
        chromium = Chromium.start();
        site = Site.at(ShownPages.address());
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void look() {
        context =
                chromium.browser()
                        .newContext(
                                new Browser.NewContextOptions()
                                        .setViewportSize(390, 844)
                                        .setColorScheme(ColorScheme.DARK));
        page = context.newPage();
    }

    @AfterEach
    void leave() {
        context.close();
    }

    private void assertSound() {
        assertEquals(
                List.of(),
                new AxeBuilder(page)
                        .withTags(WCAG).analyze().getViolations().stream()
                                .map(
                                        rule ->
                                                rule.getId()
                                                        + " at "
                                                        + rule.getNodes().get(0).getHtml())
                                .toList());
        Object needed = page.evaluate("document.documentElement.scrollWidth");
        assertTrue(((Number) needed).intValue() <= 390, "scrolls sideways: " + needed + " px");
        assertTrue(!page.title().contains("hit"), "what was typed ran");
    }

    /** Both errors are beside their fields, and nothing that was typed is lost. */
    @Test
    void policy_thatBreaksRules_isRefusedAndKept() {
        page.navigate(site.address(site.policy()));
        page.locator("#set-drift-k").fill("9");
        page.locator("#set-grace").fill("soon");
        page.locator("#set-drift-critical_features").fill(HOSTILE);

        page.locator("[data-save]").click();

        assertThat(page.locator("#set-drift-k-error")).hasText("must be at most m");
        assertThat(page.locator("#set-grace-error")).containsText("ISO 8601");
        assertThat(page.locator("[data-said]")).containsText("2 values break a rule");
        assertThat(page.locator("#set-grace")).hasValue("soon");
        assertThat(page.locator("#set-grace")).hasAttribute("aria-invalid", "true");
        assertSound();
    }

    /** Fields and JSON are two views of one policy. */
    @Test
    void policy_asJson_saysTheSameAsTheFields() {
        page.navigate(site.address(site.policy()));
        page.locator("#set-drift-critical_features").fill("a, " + HOSTILE);

        page.locator("[data-json] summary").click();
        assertThat(page.locator("#policy-json")).hasValue(Pattern.compile("onerror"));
        page.locator("#policy-json").fill("{\"drift\":{\"k\":1,\"critical_features\":[\"a, b\"]}}");
        page.locator("[data-json] summary").click();

        assertThat(page.locator("#set-drift-k")).hasValue("1");
        assertThat(page.locator("#set-drift-critical_features")).hasValue("[\"a, b\"]");
        page.locator("[data-json] summary").click();
        page.locator("#policy-json").fill("{");
        page.locator("[data-save]").click();
        assertThat(page.locator("#policy-json-error")).containsText("not JSON");
        assertSound();
    }

    @Test
    void preview_standsBesideThePolicyInForce() {
        page.navigate(site.address(site.policy()));
        page.locator("#set-drift-effect_floor").fill("9");

        page.locator("[data-preview]").click();

        assertThat(page.locator(".verdict"))
                .hasText(
                        Pattern.compile(
                                "This policy would have alarmed never; revision \\d+, in force,"
                                        + " alarmed .+\\."),
                        new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(page.locator(".preview")).hasCount(2);
        assertTrue(page.locator(".preview").first().locator("tbody tr").count() > 5);
        assertSound();
    }

    @Test
    void period_withoutAReason_isRefusedAndKept() {
        page.navigate(
                site.address(site.mutes() + "?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z"));

        page.locator("[data-save]").click();

        assertThat(page.locator("#mute-reason-error")).containsText("say why");
        assertThat(page.locator("#mute-from")).hasValue("2026-01-01T00:00");
        assertSound();
    }

    @Test
    void dryRun_showsTheMessageAndSendsNothing() {
        page.navigate(site.address(site.requests()));
        page.locator("#note").fill(HOSTILE);

        page.locator("[data-try]").click();

        assertThat(page.locator("[data-said]").first()).containsText("Nothing was sent.");
        assertThat(page.locator("[data-shown-message] pre").last())
                .containsText("\"dry_run\": true");
        assertSound();
    }
}
