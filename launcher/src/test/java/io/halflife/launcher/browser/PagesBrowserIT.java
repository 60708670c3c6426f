// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every page in a browser, wide and narrow, light and dark, with the demo's results in it. */
@Tag("browser")
class PagesBrowserIT {

    private static final int WIDE = 1440;
    private static final int NARROW = 390;
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa");

    private static Chromium chromium;
    private static Site site;

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

    /** A page with what the browser complained of. */
    private record Shown(BrowserContext context, Page page, List<String> complaints)
            implements AutoCloseable {
        @Override
        public void close() {
            context.close();
        }
    }

    private static Shown show(String path, int width, ColorScheme scheme) {
        BrowserContext context =
                chromium.browser()
                        .newContext(
                                new Browser.NewContextOptions()
                                        .setViewportSize(width, 900)
                                        .setColorScheme(scheme));
        Page page = context.newPage();
        List<String> complaints = new ArrayList<>();
        page.onConsoleMessage(message -> complain(message, complaints));
        page.onPageError(complaints::add);
        Response response = page.navigate(site.address(path));
        assertEquals(200, response.status(), path);
        page.waitForFunction("document.fonts.status === 'loaded'");
        return new Shown(context, page, complaints);
    }

    private static void complain(ConsoleMessage message, List<String> complaints) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
        }
    }

    /** A breach of the content security policy shows as an error of the console. */
    @TestFactory
    Stream<DynamicTest> page_isWithoutFault() {
        return site.paths().stream()
                .flatMap(
                        path ->
                                Stream.of(WIDE, NARROW)
                                        .flatMap(
                                                width ->
                                                        Stream.of(
                                                                        ColorScheme.LIGHT,
                                                                        ColorScheme.DARK)
                                                                .map(
                                                                        s ->
                                                                                faultless(
                                                                                        path, width,
                                                                                        s))));
    }

    private static DynamicTest faultless(String path, int width, ColorScheme scheme) {
        return DynamicTest.dynamicTest(
                path + " at " + width + " px, " + scheme,
                () -> {
                    try (Shown shown = show(path, width, scheme)) {
                        assertFits(shown.page, width);
                        assertChartsAreDrawn(shown.page);
                        assertEquals(List.of(), violations(shown.page));
                        assertEquals(List.of(), shown.complaints);
                    }
                });
    }

    private static void assertFits(Page page, int width) {
        Object needed = page.evaluate("document.documentElement.scrollWidth");
        assertTrue(((Number) needed).intValue() <= width, "scrolls sideways: " + needed + " px");
    }

    private static void assertChartsAreDrawn(Page page) {
        Locator canvases = page.locator("[data-chart] canvas, [data-curve] canvas");
        assertThat(canvases)
                .hasCount(
                        page.locator(
                                        "[data-chart] .plot:not(.empty),"
                                                + " [data-curve] .plot:not(.empty)")
                                .count());
        for (int i = 0; i < canvases.count(); i++) {
            assertTrue(coloursOf(canvases.nth(i)) > 2, "chart " + i + " is empty");
        }
    }

    /** How many different colours a canvas shows. */
    private static int coloursOf(Locator canvas) {
        Object colours =
                canvas.evaluate(
                        """
                        canvas => {
                          const all = canvas.getContext("2d")
                            .getImageData(0, 0, canvas.width, canvas.height).data;
                          return new Set(new Uint32Array(all.buffer)).size;
                        }""");
        return ((Number) colours).intValue();
    }

    private static List<String> violations(Page page) {
        return new AxeBuilder(page)
                .withTags(WCAG).analyze().getViolations().stream()
                        .map(PagesBrowserIT::words)
                        .toList();
    }

    private static String words(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " at " + rule.getNodes().get(0).getHtml();
    }

    /** What is checked above finds what is wrong: here a picture without words is put in. */
    @Test
    void violations_ofAPlantedFault_areFound() {
        try (Shown shown = show("/", WIDE, ColorScheme.LIGHT)) {
            shown.page.evaluate(
                    "document.querySelector('main').append(document.createElement('img'))");

            assertTrue(violations(shown.page).toString().contains("image-alt"));
        }
    }

    /** Nothing is archived here: the demo's model is what all other tests look at. */
    @Test
    void archiving_isAskedForInADialogThatTheKeyboardLeaves() {
        try (Shown shown = show(site.versions(), NARROW, ColorScheme.DARK)) {
            Page page = shown.page;
            Locator opener = button(page, "Archive…");

            opener.press("Enter");
            assertThat(page.locator("dialog")).isVisible();
            assertThat(page.locator("dialog [name=reason]")).isFocused();
            assertThat(page.locator("dialog [name=confirm]")).isHidden();
            assertFits(page, NARROW);
            assertEquals(List.of(), violations(page));

            page.keyboard().press("Escape");
            assertThat(page.locator("dialog")).isHidden();
            assertThat(opener).isFocused();
            assertEquals(List.of(), shown.complaints);
        }
    }

    @Test
    void table_sortsByTheKeyboard() {
        try (Shown shown = show(site.drift(), WIDE, ColorScheme.LIGHT)) {
            Page page = shown.page;
            Locator effect = button(page, "Effect");

            effect.focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("th[aria-sort=descending]")).hasText("Effect");
            assertEquals(sorted(effects(page), false), effects(page));

            page.keyboard().press("Space");
            assertThat(page.locator("th[aria-sort=ascending]")).hasText("Effect");
            assertEquals(sorted(effects(page), true), effects(page));
        }
    }

    private static List<Double> effects(Page page) {
        return page.locator("td[data-name=Effect]:not([data-value=''])").all().stream()
                .map(cell -> Double.valueOf(cell.getAttribute("data-value")))
                .toList();
    }

    private static List<Double> sorted(List<Double> values, boolean ascending) {
        Comparator<Double> order = Comparator.naturalOrder();
        return values.stream().sorted(ascending ? order : order.reversed()).toList();
    }

    @Test
    void table_filtersByNameAndState() {
        try (Shown shown = show(site.drift(), WIDE, ColorScheme.LIGHT)) {
            Page page = shown.page;
            Locator rows = page.locator(".columns tbody tr:visible");
            int all = rows.count();
            int alarms = page.locator(".columns tbody tr[data-state=ALARM]").count();
            assertTrue(all > alarms && alarms > 0, alarms + " of " + all + " in alarm");

            button(page, Pattern.compile("Alarm")).focus();
            page.keyboard().press("Space");
            assertThat(rows).hasCount(alarms);
            assertThat(page.locator("output[data-shown]")).hasText(alarms + " shown");

            button(page, Pattern.compile("^All")).press("Enter");
            String name = page.locator(".columns tbody th a").first().textContent();
            page.locator(".columns input[type=search]").focus();
            page.keyboard().type(name);
            assertThat(rows.locator("th a")).containsText(new String[] {name});
            assertTrue(rows.count() < all);
        }
    }

    @Test
    void reason_opensByTheKeyboard() {
        try (Shown shown = show(site.drift(), WIDE, ColorScheme.LIGHT)) {
            Locator reason = shown.page.locator("details.reason").first();
            assertThat(reason.locator(".reasons")).not().isVisible();

            reason.locator("summary").focus();
            shown.page.keyboard().press("Enter");

            assertThat(reason.locator(".reasons")).containsText("adjusted p");
        }
    }

    @Test
    void theme_isChosenKeptAndDrawn() {
        try (Shown shown = show(site.numeric(), WIDE, ColorScheme.LIGHT)) {
            Page page = shown.page;
            String before = background(page);
            Object drawn = picture(page);

            page.locator("button.theme").press("Enter");
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
            assertNotEquals(before, background(page));
            page.waitForCondition(() -> !drawn.equals(picture(page)));

            String dark = background(page);
            page.reload();
            assertEquals(dark, background(page));
            assertEquals(List.of(), shown.complaints);
        }
    }

    private static String background(Page page) {
        return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
    }

    private static Object picture(Page page) {
        return page.locator("[data-curve] canvas").first().evaluate("c => c.toDataURL()");
    }

    @Test
    void window_isPickedAndKept() {
        try (Shown shown = show(site.numeric(), WIDE, ColorScheme.LIGHT)) {
            Page page = shown.page;
            String newest = page.locator(".picker select").inputValue();

            page.locator(".picker a[rel=prev]").press("Enter");
            page.waitForURL(Pattern.compile("window="));
            String earlier = page.locator(".picker select").inputValue();
            assertNotEquals(newest, earlier);
            assertThat(page.locator("main")).containsText("Tests of window " + earlier);

            page.locator(".picker a[rel=next]").press("Enter");
            assertThat(page.locator(".picker select")).hasValue(newest);
            assertFalse(page.url().contains("window="), page.url());
        }
    }

    @Test
    void figures_ofAChart_areThereAsATable() {
        try (Shown shown = show(site.numeric(), NARROW, ColorScheme.DARK)) {
            Locator figure = shown.page.locator("[data-curve]").first();

            figure.locator("summary").press("Enter");

            assertTrue(figure.locator("tbody tr").count() > 5);
            assertThat(figure.locator("tbody tr").last())
                    .containsText(Pattern.compile("(9[0-9]|100)\\.[0-9]{2} %"));
        }
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Page page, Pattern name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
