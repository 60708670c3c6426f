// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;

/** A browser window of one width and theme, and what it complained of. */
final class Look implements AutoCloseable {

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa");

    private final BrowserContext context;
    private final Page page;
    private final int width;
    private final List<String> complaints = new ArrayList<>();

    Look(Chromium chromium, int width, ColorScheme scheme) {
        this.width = width;
        this.context =
                chromium.browser()
                        .newContext(
                                new Browser.NewContextOptions()
                                        .setViewportSize(width, 900)
                                        .setColorScheme(scheme));
        this.page = context.newPage();
        page.onConsoleMessage(this::complain);
        page.onPageError(complaints::add);
        page.onDialog(this::complain);
    }

    private void complain(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
        }
    }

    /** Pages ask nothing by themselves: what was sent in a name ran. */
    private void complain(Dialog dialog) {
        complaints.add("a dialog: " + dialog.message());
        dialog.dismiss();
    }

    Page page() {
        return page;
    }

    /** What is wrong with a page; empty when nothing is. */
    List<String> faults(String address) {
        complaints.clear();
        Response response = page.navigate(address);
        assertEquals(200, response.status(), address);
        page.waitForFunction("document.fonts.status === 'loaded'");
        List<String> faults = new ArrayList<>();
        int needed = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        if (needed > width) {
            faults.add("scrolls sideways: " + needed + " px");
        }
        new AxeBuilder(page)
                .withTags(WCAG).analyze().getViolations().stream()
                        .map(Look::words)
                        .forEach(faults::add);
        faults.addAll(complaints);
        return faults;
    }

    private static String words(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " at " + rule.getNodes().get(0).getHtml();
    }

    @Override
    public void close() {
        context.close();
    }
}
