// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.http.server.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Answers for browsers. Every page carries a policy that forbids inline scripts and styles, other
 * origins and framing; it is compressed where the browser takes that.
 */
public final class PageAnswers {

    /** No exception in it: scripts, styles and pictures come from this server only. */
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private static final Pattern GZIP =
            Pattern.compile(
                    "(?:^|,)\\s*gzip\\s*(?:;\\s*q=([0-9.]+))?\\s*(?:,|$)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ZERO = Pattern.compile("0(\\.0*)?");

    private PageAnswers() {}

    /**
     * A page.
     *
     * @param acceptEncoding the request's header; null where it has none
     */
    public static Answer html(int status, byte[] page, String acceptEncoding) {
        return compressed(status, "text/html; charset=utf-8", page, acceptEncoding)
                .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .with("Referrer-Policy", "same-origin");
    }

    /** Anything that a compression makes smaller. */
    static Answer compressed(int status, String type, byte[] body, String acceptEncoding) {
        Answer answer =
                takesGzip(acceptEncoding)
                        ? Answer.of(status, type, gzip(body)).with("Content-Encoding", "gzip")
                        : Answer.of(status, type, body);
        return answer.with("Vary", "Accept-Encoding");
    }

    static boolean takesGzip(String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        Matcher coding = GZIP.matcher(acceptEncoding);
        return coding.find()
                && (coding.group(1) == null || !ZERO.matcher(coding.group(1)).matches());
    }

    static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4 + 64);
        try (GZIPOutputStream out = new Quick(bytes)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Pages are made once and sent once: level 4 costs half of the default's time. */
    private static final class Quick extends GZIPOutputStream {
        Quick(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(4);
        }
    }
}
