// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of a file.
 *
 * @param line where it begins; the first line of the file is 1
 * @param cells by column: a string, a number, a boolean, or null for a missing value. Objects
 *     inside of NDJSON are columns of their own: {@code prediction.score}
 */
record SourceRow(String file, long line, Map<String, Object> cells) {

    SourceRow {
        cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }
}
