// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.json;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Which texts may be stored: shared by the control plane and the tests of ingest. */
public final class TextRules {

    /** The longest name, in bytes of UTF-8. */
    public static final int NAME_BYTES_MAX = 256;

    /** The longest other string, in bytes of UTF-8. */
    public static final int TEXT_BYTES_MAX = 4096;

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.:/-]{1,128}");

    private TextRules() {}

    /** Whether it can be a label value of a metric. */
    public static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }

    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether Postgres can store it: no NUL, no half of a surrogate pair. */
    public static boolean isStorable(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether it can be an id or a name: storable, not empty, no control characters. */
    public static boolean isName(CharSequence text) {
        return text.length() > 0
                && isStorable(text)
                && text.chars().noneMatch(Character::isISOControl);
    }
}
