// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One headless Chromium. Without it, without node or without the driver the tests are skipped and
 * say what is missing; where CI=true they fail.
 */
final class Chromium implements AutoCloseable {

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        Path chromium = found(PLACES.stream().map(Path::of), "Chromium");
        Path node = found(onPath("node"), "node");
        Path driver = Path.of(System.getProperty("playwright.cli.dir", ""), "package", "cli.js");
        found(Stream.of(driver), "the driver (run launcher/src/test/browser/prepare)");
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_NODEJS_PATH", node.toString());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Playwright playwright =
                Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium)
                                        .setHeadless(true)
                                        .setChromiumSandbox(false)
                                        .setArgs(
                                                List.of(
                                                        "--disable-quic",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync",
                                                        "--no-first-run",
                                                        "--disable-gpu")));
        return new Chromium(playwright, browser);
    }

    private static Stream<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":")).map(place -> Path.of(place, program));
    }

    private static Path found(Stream<Path> places, String what) {
        Path found = places.filter(Files::isReadable).findFirst().orElse(null);
        boolean isThere = found != null;
        String words = "no " + what + " on this machine";
        assertTrue(isThere || !Boolean.parseBoolean(System.getenv("CI")), words);
        assumeTrue(isThere, words);
        return found;
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
