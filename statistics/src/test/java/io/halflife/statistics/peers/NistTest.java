// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.peers;

import io.halflife.statistics.oracle.PeerFile;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** NIST's certified curves that are not a single exponential; the others stand beside the fit. */
class NistTest {

    private static final Set<String> OTHER_CURVES =
            Set.of("two exponentials and a constant", "exponential over linear");

    @TestFactory
    Stream<DynamicTest> otherCurves_areNotOffered() {
        return PeerFile.named("nist-strd-exponential.json")
                .notOffered(
                        c -> OTHER_CURVES.contains(c.text("note")),
                        "another curve than c + a·exp(−kt), the only one that is fitted");
    }
}
