// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.randomness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StableHashTest {

    /** Python 3.11: hashlib.sha256("abc".encode()).hexdigest()[:16], the example of FIPS 180-4. */
    @Test
    void hash_ofOneTextIsItsDigest() {
        assertEquals(0xba7816bf8f01cfeaL, StableHash.of("abc"));
    }

    /** Python 3.11: hashlib.sha256(b"\0\0\0\2ab" + b"\0\0\0\1c" + b"d").hexdigest()[:16]. */
    @Test
    void hash_ofManyTextsHoldsTheirLengths() {
        assertEquals(0xc5a287f4a49a7c52L, StableHash.of("ab", "c", "d"));
        assertNotEquals(StableHash.of("ab", "c"), StableHash.of("a", "bc"));
        assertNotEquals(StableHash.of("ab", "c", ""), StableHash.of("ab", "c"));
    }

    @Test
    void hash_ofNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, StableHash::of);
    }

    @Test
    void seed_dependsOnModelFeatureAndWindow() {
        Instant start = Instant.parse("2026-11-22T00:00:00Z");
        long seed = Seed.of("credit", "age", start);
        assertEquals(StableHash.of("credit", "age", "2026-11-22T00:00:00Z"), seed);
        assertNotEquals(seed, Seed.of("credit", "age", start.plusSeconds(1)));
        assertNotEquals(seed, Seed.of("credit", "income", start));
        assertNotEquals(seed, Seed.of("fraud", "age", start));
    }
}
