// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Which URLs of users may be called, so that nobody makes this service call what only it can reach.
 * A host is resolved once, every one of its addresses must be public, and the caller connects to
 * the address that came out. In development http, any port and any address are allowed.
 */
public final class OutboundAddresses {

    private static final Set<Integer> PORTS = Set.of(443, 8443);
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final boolean development;
    private final Resolver resolver;

    /** Gives all addresses of a host. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    public OutboundAddresses(boolean development, Resolver resolver) {
        this.development = development;
        this.resolver = resolver;
    }

    /** With the names of the machine. */
    public static OutboundAddresses of(boolean development) {
        return new OutboundAddresses(development, InetAddress::getAllByName);
    }

    /**
     * What can be said of a URL without looking its host up.
     *
     * @throws RefusedAddressException when it may not be called
     */
    public URI parse(String url) throws RefusedAddressException {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new RefusedAddressException("must be a URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(development && scheme.equals("http"))) {
            throw new RefusedAddressException("must begin with https://");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new RefusedAddressException("must name a host and no user, password or fragment");
        }
        if (!development && !PORTS.contains(port(uri))) {
            throw new RefusedAddressException("must have port 443 or 8443");
        }
        return uri;
    }

    /** The port that the URL means. */
    public static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return isTls(uri) ? HTTPS_PORT : HTTP_PORT;
    }

    public static boolean isTls(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /**
     * The address to connect to. Blocking.
     *
     * @throws RefusedAddressException when any address of the host may not be called
     * @throws UnknownHostException when the host has no address
     */
    public InetAddress resolve(URI uri) throws RefusedAddressException, UnknownHostException {
        InetAddress[] addresses = resolver.resolve(uri.getHost());
        if (!development && !Arrays.stream(addresses).allMatch(OutboundAddresses::isPublic)) {
            throw new RefusedAddressException(
                    "must not have a private, loopback or link-local address");
        }
        return addresses[0];
    }

    /** Whether the address belongs to everybody's network. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes, 0) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        int third = bytes[at + 2] & 0xFF;
        boolean isThis = first == 0 || first == 10 || first == 127;
        boolean isShared = first == 100 && (second & 0xC0) == 64;
        boolean isLinkLocal = first == 169 && second == 254;
        boolean isPrivate =
                (first == 172 && (second & 0xF0) == 16) || (first == 192 && second == 168);
        boolean isSpecial = first == 192 && second == 0 && (third == 0 || third == 2);
        boolean isBenchmark = first == 198 && (second & 0xFE) == 18;
        boolean isReserved = first >= 224;
        return !(isThis
                || isShared
                || isLinkLocal
                || isPrivate
                || isSpecial
                || isBenchmark
                || isReserved);
    }

    private static boolean isPublic6(byte[] bytes) {
        boolean isUniqueLocal = (bytes[0] & 0xFE) == 0xFC;
        if (isUniqueLocal) {
            return false;
        }
        if (startsWith(bytes, 0x00, 0x64, 0xFF, 0x9B)) {
            // NAT64: the last four bytes are an address of version 4; 64:ff9b:1:: is private whole.
            return bytes[5] == 0 && isPublic4(bytes, 12);
        }
        if (startsWith(bytes, 0x20, 0x02)) {
            return isPublic4(bytes, 2);
        }
        // The others begin with 001; mapped and compatible addresses of version 4 begin with 0.
        return (bytes[0] & 0xE0) == 0x20;
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
