// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.halflife.launcher.plant.OddNames;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every page over data that nobody expects, dark at the width of a small phone and light on a desk:
 * nothing in the console, nothing that WCAG forbids, nothing to scroll sideways for.
 */
@Tag("browser")
class OddDataBrowserIT {

    private static final int SMALL = 360;
    private static final int WIDE = 1440;

    private static Chromium chromium;
    private static OddSite site;

    @BeforeAll
    static void open() {
        chromium = Chromium.start();
        site = OddSite.start();
    }

    @AfterAll
    static void close() {
        if (site != null) {
            site.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> page_isWithoutFault() {
        return site.paths().stream()
                .flatMap(
                        path ->
                                Stream.of(
                                        faultless(path, SMALL, ColorScheme.DARK),
                                        faultless(path, WIDE, ColorScheme.LIGHT)));
    }

    private static DynamicTest faultless(String path, int width, ColorScheme scheme) {
        return DynamicTest.dynamicTest(
                path + " at " + width + " px, " + scheme,
                () -> {
                    try (Look look = new Look(chromium, width, scheme)) {
                        assertEquals(List.of(), look.faults(site.address(path)));
                    }
                });
    }

    /** What was sent is shown letter by letter, and nothing of it became an element. */
    @Test
    void markupInNames_isText() {
        try (Look look = new Look(chromium, WIDE, ColorScheme.LIGHT)) {
            look.faults(site.address("/models/odd/drift"));

            assertThat(look.page().locator("tbody th a").first()).hasText(OddNames.MARKUP);
            assertEquals(0, look.page().locator("img[onerror]").count());
        }
    }

    /** Two thousand models: the first page of an order has its ends, the next goes on behind it. */
    @Test
    void fleet_isSortedOverAllPagesAndGoesOn() {
        try (Look look = new Look(chromium, WIDE, ColorScheme.LIGHT)) {
            Page page = look.page();
            look.faults(site.address("/"));
            page.locator("thead a", text("Predictions")).click();
            assertThat(page.locator("th[aria-sort=descending]")).hasText("Predictions");
            String most = first(page);

            page.locator("thead a", text("Predictions")).click();
            assertThat(page.locator("th[aria-sort=ascending]")).hasText("Predictions");
            assertNotEquals(most, first(page));
            assertEquals("one-row", first(page), "one prediction is the least of all");

            String last = page.locator("tbody th a").last().textContent();
            page.locator("a[rel=next]").click();
            page.waitForURL("**after=**");
            assertNotEquals(last, first(page));
            assertTrue(page.locator("a", text("First page")).isVisible());
        }
    }

    private static Page.LocatorOptions text(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private static String first(Page page) {
        Locator names = page.locator("tbody th a");
        return names.first().textContent();
    }

    @Test
    void fleet_filtersAndGroupsByTheKeyboard() {
        try (Look look = new Look(chromium, SMALL, ColorScheme.DARK)) {
            Page page = look.page();
            look.faults(site.address("/"));

            page.locator("#search").focus();
            page.keyboard().type("fleet-19");
            page.keyboard().press("Enter");
            page.waitForURL("**q=fleet-19**");
            assertThat(page.locator("h2").first()).containsText("100 models");

            page.locator("select[name=group]").selectOption("team");
            page.locator("form button").press("Enter");
            page.waitForURL("**group=team**");
            assertThat(page.locator("tr.group th").first()).containsText("25 models");
        }
    }
}
