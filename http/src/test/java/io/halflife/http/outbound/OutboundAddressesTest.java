// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.outbound;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundAddressesTest {

    private static final OutboundAddresses STRICT = OutboundAddresses.of(false);
    private static final OutboundAddresses DEVELOPMENT = OutboundAddresses.of(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::7f00:1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::808:808",
                "2002:7f00:1::"
            })
    void resolve_refusesWhatIsNotPublic(String address) throws UnknownHostException {
        assertFalse(OutboundAddresses.isPublic(InetAddress.getByName(address)), address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "192.169.0.1",
                "2606:4700::1111",
                "64:ff9b::808:808",
                "2002:808:808::"
            })
    void resolve_allowsPublic(String address) throws UnknownHostException {
        assertTrue(OutboundAddresses.isPublic(InetAddress.getByName(address)), address);
    }

    /** One private address among public ones is enough for an attack, so it is enough to refuse. */
    @Test
    void resolve_anyPrivateAddressRefusesTheHost() throws UnknownHostException {
        InetAddress publicOne = InetAddress.getByName("8.8.8.8");
        InetAddress privateOne = InetAddress.getByName("10.0.0.1");
        OutboundAddresses mixed =
                new OutboundAddresses(false, host -> new InetAddress[] {publicOne, privateOne});

        RefusedAddressException e =
                assertThrows(
                        RefusedAddressException.class,
                        () -> mixed.resolve(URI.create("https://ci.example/")));

        assertEquals("must not have a private, loopback or link-local address", e.getMessage());
    }

    @Test
    void resolve_givesTheAddressThatWasChecked() throws Exception {
        InetAddress publicOne = InetAddress.getByName("8.8.8.8");
        OutboundAddresses one = new OutboundAddresses(false, host -> new InetAddress[] {publicOne});

        assertEquals(publicOne, one.resolve(URI.create("https://ci.example/")));
    }

    /** Other ways to write 127.0.0.1 that a resolver understands. */
    @ParameterizedTest
    @ValueSource(strings = {"https://2130706433/", "https://127.1/", "https://[::1]/"})
    void resolve_seesThroughOtherSpellings(String url) {
        assertThrows(RefusedAddressException.class, () -> STRICT.resolve(STRICT.parse(url)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ci.example/",
                "ftp://ci.example/",
                "ci.example",
                "https:///path",
                "https://user:password@ci.example/",
                "https://ci.example/#fragment",
                "https://ci.example:8080/",
                "https://ci example/",
                ""
            })
    void parse_refuses(String url) {
        assertThrows(RefusedAddressException.class, () -> STRICT.parse(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ci.example",
                "https://ci.example/hook?team=blue",
                "https://ci.example:8443/"
            })
    void parse_allows(String url) {
        assertDoesNotThrow(() -> STRICT.parse(url));
    }

    @Test
    void development_allowsLoopbackAndHttp() {
        assertDoesNotThrow(
                () -> DEVELOPMENT.resolve(DEVELOPMENT.parse("http://127.0.0.1:9999/hook")));
        assertThrows(RefusedAddressException.class, () -> DEVELOPMENT.parse("ftp://127.0.0.1/"));
    }

    @Test
    void port_isThatOfTheScheme() {
        assertEquals(443, OutboundAddresses.port(URI.create("https://a.example/")));
        assertEquals(80, OutboundAddresses.port(URI.create("http://a.example/")));
        assertEquals(8443, OutboundAddresses.port(URI.create("https://a.example:8443/")));
    }
}
