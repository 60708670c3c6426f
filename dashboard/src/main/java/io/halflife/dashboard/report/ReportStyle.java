// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.report;

import io.halflife.dashboard.page.Assets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The style sheet of a report, complete: the colours of the dashboard's own sheet, the font as
 * data, and report.css. Colours are written out for each theme, because not every program that
 * opens a file knows {@code light-dark()}; paper is always light.
 */
final class ReportStyle {

    private static final String OWN = "/io/halflife/dashboard/report/report.css";
    private static final Pattern TOKEN =
            Pattern.compile("(--[a-z-]+): light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);");
    private static final Pattern RANGE = Pattern.compile("unicode-range: [^;]+;");
    private static final Pattern SPACE = Pattern.compile("\\s*\\n\\s*");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);

    /** Made last: it needs the patterns. */
    static final ReportStyle SHEET = new ReportStyle();

    private final String text;
    private final String contentSecurityPolicy;

    private ReportStyle() {
        String dashboard = new String(asset("halflife.css"), StandardCharsets.UTF_8);
        String light = tokens(dashboard, 2);
        text =
                font(dashboard)
                        + ":root{color-scheme:light dark;"
                        + light
                        + "}@media (prefers-color-scheme:dark){:root{"
                        + tokens(dashboard, 3)
                        + "}}@media print{:root{color-scheme:light;"
                        + light
                        + "}}"
                        + own();
        contentSecurityPolicy =
                "default-src 'none'; style-src 'sha256-"
                        + digest(text)
                        + "'; font-src data:; base-uri 'none'; form-action 'none'";
    }

    String text() {
        return text;
    }

    String contentSecurityPolicy() {
        return contentSecurityPolicy;
    }

    private static byte[] asset(String name) {
        return Assets.content(name).orElseThrow();
    }

    private static String tokens(String css, int theme) {
        StringBuilder tokens = new StringBuilder();
        Matcher token = TOKEN.matcher(css);
        while (token.find()) {
            tokens.append(token.group(1)).append(':').append(token.group(theme)).append(';');
        }
        if (tokens.isEmpty()) {
            throw new IllegalStateException("no colours in halflife.css");
        }
        return tokens.toString();
    }

    private static String font(String css) {
        Matcher range = RANGE.matcher(css);
        if (!range.find()) {
            throw new IllegalStateException("no unicode-range in halflife.css");
        }
        return "@font-face{font-family:Inter;font-weight:100 900;"
                + range.group()
                + "src:local(\"Inter Variable\"),url(data:font/woff2;base64,"
                + Base64.getEncoder().encodeToString(asset("inter-latin.woff2"))
                + ") format(\"woff2\")}";
    }

    private static String own() {
        try (InputStream in = ReportStyle.class.getResourceAsStream(OWN)) {
            if (in == null) {
                throw new IllegalStateException("missing from the build: " + OWN);
            }
            String css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SPACE.matcher(COMMENT.matcher(css).replaceAll("")).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String css) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(css.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
