// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.1.128/25, 192.168.1.127, false",
        "192.168.1.128/25, 192.168.1.255, true",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "fe80::/10, fe80::1%eth0, true",
        "10.0.0.0/8, localhost, false",
        "10.0.0.0/8, '', false"
    })
    void contains_comparesTheLeadingBits(String block, String address, boolean inside) {
        assertEquals(inside, Cidr.of(block).contains(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.1/8",
                "10/8",
                "1234",
                "::/129",
                "10.0.0.0/8/8",
                "256.0.0.0/8",
                "example.com/8"
            })
    void of_whatIsNoBlock_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Cidr.of(text));
    }

    @Test
    void toString_readsBack() {
        assertEquals(Cidr.of("10.0.0.0/8"), Cidr.of(Cidr.of("10.0.0.0/8").toString()));
        assertEquals("127.0.0.1/32", Cidr.of("127.0.0.1").toString());
    }
}
