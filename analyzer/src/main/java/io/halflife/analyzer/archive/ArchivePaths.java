// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.storage.archive.ArchiveUnit;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Which folder the rows of a unit go to: names as {@code column=value}, like other tools do. */
final class ArchivePaths {

    private static final String PLAIN = "-_.";

    private ArchivePaths() {}

    static String folder(ArchiveUnit unit) {
        StringBuilder path = new StringBuilder(unit.stretch().kind().table());
        path.append("/model=").append(escaped(unit.model()));
        if (unit.version() != null) {
            path.append("/version=").append(escaped(unit.version()));
            path.append("/environment=").append(escaped(unit.environment()));
        }
        String day = unit.stretch().lower().toString();
        return path.append(unit.stretch().isMonth() ? "/month=" : "/day=")
                .append(day, 0, unit.stretch().isMonth() ? 7 : 10)
                .toString();
    }

    static String file(long number) {
        return String.format(Locale.ROOT, "%09d.parquet", number);
    }

    /** Whether a name is one of ours, finished or not. */
    static boolean isOurs(String name) {
        return name.matches("\\.?[0-9]{9,}\\.parquet(\\.tmp)?(\\.crc)?");
    }

    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    (b >= '0' && b <= '9')
                            || (b >= 'a' && b <= 'z')
                            || (b >= 'A' && b <= 'Z')
                            || PLAIN.indexOf(b) >= 0;
            escaped.append(plain ? "" + (char) b : String.format(Locale.ROOT, "%%%02X", b));
        }
        return escaped.toString();
    }
}
