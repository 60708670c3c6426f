// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageAnswersTest {

    @ParameterizedTest
    @CsvSource({
        "gzip, true",
        "'gzip, deflate, br, zstd', true",
        "'br;q=1.0, GZIP;q=0.5', true",
        "'gzip;q=0', false",
        "'gzip;q=0.00', false",
        "identity, false",
        "'', false",
        "xgzip, false"
    })
    void gzip_onlyWhereItIsTaken(String header, boolean taken) {
        assertEquals(taken, PageAnswers.takesGzip(header));
    }
}
