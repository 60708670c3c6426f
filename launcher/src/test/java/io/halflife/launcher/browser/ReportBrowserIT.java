// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The report of the demo's model, opened from the disk with no service to ask. */
@Tag("browser")
class ReportBrowserIT {

    private static final int WIDE = 1440;
    private static final int NARROW = 360;
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa");

    @TempDir static Path folder;

    private static Chromium chromium;
    private static Site site;
    private static String file;

    @BeforeAll
    static void open() throws Exception {
        chromium = Chromium.start();
        site = Site.at(ShownPages.address());
        Path saved = folder.resolve("report.html");
        HttpResponse<Path> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(site.address(site.report())))
                                        .build(),
                                HttpResponse.BodyHandlers.ofFile(saved));
        assertEquals(200, answer.statusCode());
        file = saved.toUri().toString();
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    /** The report with what the browser asked for and complained of. */
    private record Shown(
            BrowserContext context, Page page, List<String> requests, List<String> complaints)
            implements AutoCloseable {
        @Override
        public void close() {
            context.close();
        }
    }

    private static Shown show(int width, ColorScheme scheme) {
        BrowserContext context =
                chromium.browser()
                        .newContext(
                                new Browser.NewContextOptions()
                                        .setViewportSize(width, 900)
                                        .setColorScheme(scheme));
        Page page = context.newPage();
        List<String> requests = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        page.onRequest(request -> requests.add(request.url()));
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);
        page.navigate(file);
        return new Shown(context, page, requests, complaints);
    }

    /** A breach of the file's own policy would be told on the console. */
    @TestFactory
    Stream<DynamicTest> report_isWithoutFault() {
        return Stream.of(WIDE, 390, NARROW)
                .flatMap(
                        width ->
                                Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                                        .map(scheme -> faultless(width, scheme)));
    }

    private static DynamicTest faultless(int width, ColorScheme scheme) {
        return DynamicTest.dynamicTest(
                width + " px, " + scheme,
                () -> {
                    try (Shown shown = show(width, scheme)) {
                        assertEquals(List.of(), violations(shown.page));
                        Object needed = shown.page.evaluate("document.documentElement.scrollWidth");
                        assertTrue(
                                ((Number) needed).intValue() <= width,
                                "scrolls sideways: " + needed + " px");
                        assertDrawn(shown.page);
                        assertEquals(List.of(), shown.complaints);
                        assertFetchesNothing(shown);
                    }
                });
    }

    private static List<String> violations(Page page) {
        List<Rule> found = new AxeBuilder(page).withTags(WCAG).analyze().getViolations();
        return found.stream()
                .map(rule -> rule.getId() + " at " + rule.getNodes().get(0).getHtml())
                .toList();
    }

    /** Lines are as wide as their chart, and points inside of it. */
    private static void assertDrawn(Page page) {
        int charts = page.locator(".plot").count();
        assertTrue(charts >= 8, charts + " charts");
        Object narrow =
                page.evaluate(
                        "[...document.querySelectorAll('.plot .field')]"
                                + ".filter(f => f.getBoundingClientRect().width < 150"
                                + " || !f.querySelector('path.line, path.dots, path.bars, path.cell'))"
                                + ".length");
        assertEquals(0, ((Number) narrow).intValue(), "pictures that are none");
        assertTrue(page.locator("svg.spark").count() > 10, "small pictures");
    }

    /** The file itself, and the font in it. */
    private static void assertFetchesNothing(Shown shown) {
        assertEquals(
                List.of(),
                shown.requests.stream()
                        .filter(url -> !url.equals(file) && !url.startsWith("data:font/woff2"))
                        .toList());
        assertEquals(true, shown.page.evaluate("document.fonts.check('14px Inter')"));
    }

    @Test
    void theme_isThatOfTheReader() {
        try (Shown light = show(WIDE, ColorScheme.LIGHT);
                Shown dark = show(WIDE, ColorScheme.DARK)) {
            assertEquals("rgb(246, 247, 249)", background(light.page));
            assertEquals("rgb(14, 17, 22)", background(dark.page));
        }
    }

    private static String background(Page page) {
        return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
    }

    /** Paper is light, also of who reads in the dark, and nothing is cut off at its edge. */
    @Test
    void paper_isLightAndWhole() {
        try (Shown shown = show(WIDE, ColorScheme.DARK)) {
            Page page = shown.page;
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            page.setViewportSize(703, 1000);

            assertEquals(
                    "rgb(23, 27, 33)",
                    page.evaluate("getComputedStyle(document.body).color"),
                    "ink of the light theme");
            Object needed = page.evaluate("document.documentElement.scrollWidth");
            assertTrue(((Number) needed).intValue() <= 703, "too wide for A4: " + needed);
            assertEquals(0, page.locator("details:visible").count());
            byte[] pdf = page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
            assertTrue(new String(pdf, 0, 5, StandardCharsets.US_ASCII).equals("%PDF-"));
        }
    }

    @Test
    void button_savesTheReport() throws Exception {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(site.address(site.overview()));

            Download download =
                    page.waitForDownload(
                            () ->
                                    page.getByText(
                                                    "Download as a report",
                                                    new Page.GetByTextOptions())
                                            .click());

            assertTrue(
                    download.suggestedFilename().matches("halflife-[a-z0-9.-]+\\.html"),
                    download.suggestedFilename());
            String saved = Files.readString(download.path()).strip();
            assertTrue(saved.startsWith("<!DOCTYPE html>"), saved.substring(0, 40));
        }
    }
}
