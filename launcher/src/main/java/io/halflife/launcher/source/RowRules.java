// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import java.util.Optional;

/** The words for rules that both files share. */
final class RowRules {

    private RowRules() {}

    static String at(String file, long line, String column) {
        return file + " line " + line + ", column " + column + ": ";
    }

    static String repeated(String file, long line, String id) {
        return at(file, line, RowReader.ID)
                + Problems.quoted(id)
                + " stands in an earlier row too; every prediction needs an id of its own";
    }

    /** What is wrong with the number of rows; empty when all is well. */
    static Optional<String> count(String file, long rows, long stated) {
        if (rows == 0) {
            return Optional.of(file + ": has a header but no rows");
        }
        return stated < 0 || stated == rows
                ? Optional.empty()
                : Optional.of(
                        file
                                + ": has "
                                + rows
                                + " rows, but schema.json says "
                                + stated
                                + ": the file is cut, or the schema is of another one");
    }
}
