// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What is kept of a receiver's answer: the first KiB as text, without control characters and
 * without what looks like a secret.
 */
final class Redaction {

    static final int KEPT_BYTES = 1024;

    private static final String HIDDEN = "…";
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)((?:authorization|cookie|password|passwd|secret|token|api[_-]?key)"
                            + "[\"']?\\s*[:=]\\s*[\"']?)(?:(?:bearer|basic)\\s+)?[^\\s\"',;&}]+");
    private static final Pattern SCHEME =
            Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w.~+/=-]{8,}");
    private static final Pattern LONG = Pattern.compile("(?=\\S*[0-9])[A-Za-z0-9+/_=-]{32,}");
    private static final Pattern ADDRESS =
            Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,64}\\.[\\w.-]+");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\uFFFD]+");

    private Redaction() {}

    /** Null for nothing. */
    static String of(byte[] answer) {
        if (answer.length == 0) {
            return null;
        }
        // Cut first: the patterns look again from each place, which takes long over a long text.
        int looked = Math.min(answer.length, 2 * KEPT_BYTES);
        String text = new String(answer, 0, looked, StandardCharsets.UTF_8);
        text = CONTROL.matcher(text).replaceAll(" ");
        text = NAMED.matcher(text).replaceAll("$1" + HIDDEN);
        text = SCHEME.matcher(text).replaceAll("$1 " + HIDDEN);
        text = LONG.matcher(text).replaceAll(HIDDEN);
        text = ADDRESS.matcher(text).replaceAll(HIDDEN);
        return cut(text);
    }

    private static String cut(String text) {
        int end = 0;
        int bytes = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes > KEPT_BYTES) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }
}
