// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import java.nio.charset.StandardCharsets;

/** Names as segments of a path: everything but RFC 3986's unreserved characters is escaped. */
final class PathSegments {

    private PathSegments() {}

    static String encoded(String segment) {
        StringBuilder out = new StringBuilder();
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            if (plain) {
                out.append(c);
            } else {
                out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
                out.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return out.toString();
    }
}
