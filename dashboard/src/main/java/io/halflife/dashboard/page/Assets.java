// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Style sheet, scripts, font and pictures, read once from the class path.
 *
 * <p>Their address holds a digest over all of them: an address never changes its content, so a
 * browser may keep it for ever, and scripts import each other by plain names.
 */
public final class Assets {

    private static final String FOLDER = "/io/halflife/dashboard/assets/";
    private static final int DIGEST_LENGTH = 12;
    private static final List<String> FILES =
            List.of(
                    "halflife.css",
                    "halflife.svg",
                    "theme.js",
                    "page.js",
                    "chart.js",
                    "curves.js",
                    "drawing.js",
                    "heat.js",
                    "tip.js",
                    "datatable.js",
                    "danger.js",
                    "figures.js",
                    "live.js",
                    "tokens.js",
                    "table.js",
                    "sending.js",
                    "policy.js",
                    "preview.js",
                    "mutes.js",
                    "requests.js",
                    "inter/inter-latin.woff2",
                    "uplot/uPlot.iife.min.js",
                    "uplot/uPlot.min.css");
    private static final Assets ALL = new Assets();

    private final TreeMap<String, byte[]> contents = new TreeMap<>();
    private final String digest;

    private Assets() {
        MessageDigest sum = sha256();
        for (String file : FILES) {
            byte[] content = read(FOLDER + file);
            String name = file.substring(file.lastIndexOf('/') + 1);
            contents.put(name, content);
            sum.update(name.getBytes(StandardCharsets.UTF_8));
            sum.update(content);
        }
        digest = HexFormat.of().formatHex(sum.digest()).substring(0, DIGEST_LENGTH);
    }

    /**
     * Where a page finds an asset.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static String path(String name) {
        if (!ALL.contents.containsKey(name)) {
            throw new IllegalArgumentException("no asset: " + name);
        }
        return "/assets/" + ALL.digest + "/" + name;
    }

    /** The digest in the paths. */
    public static String digest() {
        return ALL.digest;
    }

    /** A copy of an asset; empty when there is none of that name. */
    public static Optional<byte[]> content(String name) {
        return Optional.ofNullable(ALL.contents.get(name)).map(byte[]::clone);
    }

    /** The names of all assets, sorted. */
    public static List<String> names() {
        return List.copyOf(ALL.contents.keySet());
    }

    private static byte[] read(String path) {
        try (InputStream in = Assets.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("missing from the build: " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
