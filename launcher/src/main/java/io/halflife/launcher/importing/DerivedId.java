// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The id of a row that has none: a UUID of version 8 from the row's line and cells and the model.
 * So the same file loaded again is the same rows again, whatever it is called, and two equal rows
 * of one file are two.
 */
final class DerivedId {

    private DerivedId() {}

    static String of(String model, String version, SourceRow row) {
        StringBuilder text = new StringBuilder();
        add(text, model);
        add(text, version);
        add(text, Long.toString(row.line()));
        row.cells()
                .forEach(
                        (column, value) -> {
                            add(text, column);
                            add(text, String.valueOf(value));
                        });
        ByteBuffer hash = ByteBuffer.wrap(sha256(text.toString()));
        long high = (hash.getLong() & 0xFFFFFFFFFFFF0FFFL) | 0x8000L;
        long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** With its length, so that no two rows run together to the same text. */
    private static void add(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
