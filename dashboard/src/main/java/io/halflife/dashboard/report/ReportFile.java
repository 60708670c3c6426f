// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.report;

import io.halflife.dashboard.page.PageRenderer;
import io.halflife.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A report as a file.
 *
 * <p>Law: it holds all it needs. Its own content security policy allows its one style sheet and the
 * font in it, by digest and as data, and nothing else: no script runs in it and no browser fetches
 * anything for it, whatever names it holds.
 */
public final class ReportFile {

    private static final String TEMPLATE = "report.jte";
    private static final int NAME_MAX = 80;
    private static final int TAG_BYTES = 12;
    private static final Pattern MADE = Pattern.compile("<p class=\"made\">[^<]*</p>");
    private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{N}._-]+");
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x21-\\x7e]");

    private final String name;
    private final byte[] content;

    private ReportFile(String name, byte[] content) {
        this.name = name;
        this.content = content;
    }

    /**
     * Reads and writes it. Blocking.
     *
     * @throws io.halflife.http.problem.ProblemException 404 for a model, version or environment
     *     that does not exist
     */
    public static ReportFile of(Storage storage, Clock clock, ReportQuestion question) {
        ReportPage page = new ReportReader(storage, clock).read(question);
        return new ReportFile(nameOf(page), new PageRenderer().render(TEMPLATE, page));
    }

    /** "halflife-churn-1-production-2026-08-01-2026-11-22.html". */
    private static String nameOf(ReportPage page) {
        String words =
                String.join(
                        "-",
                        "halflife",
                        page.model(),
                        page.version(),
                        page.environment(),
                        page.span().firstDay(),
                        page.span().lastDay());
        String safe = UNSAFE.matcher(words).replaceAll("-").replaceAll("-{2,}", "-");
        int end = Math.min(NAME_MAX, safe.length());
        return safe.substring(0, end).replaceAll("[-.]+$", "") + ".html";
    }

    /** Letters and digits of any script, and {@code . _ -}; ends with {@code .html}. */
    public String name() {
        return name;
    }

    /** The same with what is not ASCII replaced, for those who know no other. */
    public String asciiName() {
        return NOT_ASCII.matcher(name).replaceAll("_");
    }

    /** A copy. */
    public byte[] content() {
        return content.clone();
    }

    /** What a browser may do for the file, as the file itself says. */
    public String contentSecurityPolicy() {
        return ReportStyle.SHEET.contentSecurityPolicy();
    }

    /** A digest of all but the line that says who made it when. */
    public String tag() {
        String text = MADE.matcher(new String(content, StandardCharsets.UTF_8)).replaceFirst("");
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(digest, TAG_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
