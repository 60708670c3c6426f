// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.storage.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of JSON objects: nothing is lost, nothing runs. */
class CsvTest {

    private static String csv(String array) {
        return Csv.of(Json.read(array));
    }

    @Test
    void members_becomeColumnsInTheOrderOfTheirFirstSight() {
        assertEquals(
                "a,b,c.d,e\r\n1,x,true,\r\n,y,,2.5\r\n",
                csv(
                        """
                        [{"a":1,"b":"x","c":{"d":true}},{"b":"y","a":null,"e":2.5}]
                        """));
    }

    @Test
    void cells_withSeparators_areQuoted() {
        assertEquals("a\r\n\"x,\"\"y\"\"\nz\"\r\n", csv("[{\"a\":\"x,\\\"y\\\"\\nz\"}]"));
    }

    @Test
    void lists_stayJson() {
        assertEquals("a\r\n\"[1,\"\"b\"\"]\"\r\n", csv("[{\"a\":[1,\"b\"]}]"));
    }

    @Test
    void nothing_isAnEmptyLine() {
        assertEquals("\r\n", csv("[]"));
    }

    /** What a spreadsheet would run is text. */
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\uFF1D1"})
    void formulas_areDefused(String text) {
        assertEquals("'" + text, Csv.harmless(text));
    }

    @ParameterizedTest
    @CsvSource({"income", "größe", "1-2", "a=b", "''"})
    void harmlessTexts_stay(String text) {
        assertEquals(text, Csv.harmless(text));
    }

    @Test
    void numbers_areNoFormulas() {
        assertEquals("'=x\r\n-1.5\r\n", csv("[{\"=x\":-1.5}]"));
    }
}
