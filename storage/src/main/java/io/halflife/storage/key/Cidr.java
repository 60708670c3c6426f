// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of IP addresses, for example {@code 10.0.0.0/8} or {@code 2001:db8::/32}; a single
 * address is a block too. Names are never looked up.
 *
 * @param network its first address
 * @param prefix how many leading bits count, 0 to 32 or 128
 */
public record Cidr(InetAddress network, int prefix) {

    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    public Cidr {
        Objects.requireNonNull(network, "network");
        int bits = network.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("prefix is not in 0.." + bits + ": " + prefix);
        }
        if (!isZeroAfter(network.getAddress(), prefix)) {
            throw new IllegalArgumentException(
                    "bits are set after the prefix /" + prefix + " of " + network.getHostAddress());
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException with the rule that is broken
     */
    public static Cidr of(String text) {
        int slash = text.indexOf('/');
        InetAddress network =
                address(slash < 0 ? text : text.substring(0, slash))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "not an address block such as 10.0.0.0/8"));
        String prefix = slash < 0 ? "" : text.substring(slash + 1);
        if (slash >= 0 && !PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("the prefix after / is not a number");
        }
        int bits = network.getAddress().length * Byte.SIZE;
        return new Cidr(network, prefix.isEmpty() ? bits : Integer.parseInt(prefix));
    }

    /** Whether an address, as text, is in the block; false for what is no address. */
    public boolean contains(String address) {
        return address(address).map(this::contains).orElse(false);
    }

    private boolean contains(InetAddress address) {
        byte[] theirs = address.getAddress();
        byte[] ours = network.getAddress();
        if (theirs.length != ours.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (bit(theirs, bit) != bit(ours, bit)) {
                return false;
            }
        }
        return true;
    }

    private static int bit(byte[] address, int bit) {
        return address[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1;
    }

    private static boolean isZeroAfter(byte[] address, int prefix) {
        for (int bit = prefix; bit < address.length * Byte.SIZE; bit++) {
            if (bit(address, bit) != 0) {
                return false;
            }
        }
        return true;
    }

    /** An IPv4 address inside IPv6 is that IPv4 address. */
    private static Optional<InetAddress> address(String text) {
        int zone = text.indexOf('%');
        String literal = zone < 0 ? text : text.substring(0, zone);
        boolean dotted = literal.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        if (!LITERAL.matcher(literal).matches() || (!dotted && literal.indexOf(':') < 0)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
