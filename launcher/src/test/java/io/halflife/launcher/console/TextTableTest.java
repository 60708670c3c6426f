// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void lines_wordsToTheLeftFiguresToTheRight() {
        TextTable table = new TextTable(1, 1, List.of("window", "n", "remark"));
        table.add(List.of("1997-01", "1,488", "too bad"));
        table.add(List.of("é", "9", ""));

        assertEquals(
                List.of("window       n  remark", "1997-01  1,488  too bad", "é            9"),
                table.lines());
    }

    @Test
    void add_rowOfAnotherWidth_isRefused() {
        TextTable table = new TextTable(1, 0, List.of("a", "b"));

        assertThrows(IllegalArgumentException.class, () -> table.add(List.of("1")));
    }
}
