// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.pages;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Asks for pages as a browser does, over one connection that stays. */
final class PageLoads {

    private static final Pattern REFERENCE =
            Pattern.compile(
                    "(?:src|href)=\"(/assets/[^\"]+)\"|(?:from|import) ?\\(?\"\\./([^\"]+)\"");
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double P95 = 0.95;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Times in milliseconds.
     *
     * @param median of all loads
     * @param p95 the time that one load in twenty takes longer than
     */
    record Times(double median, double p95) {}

    /** One load after the other, the first of them not counted. */
    Times times(String address, int warmUps, int loads) {
        for (int i = 0; i < warmUps; i++) {
            load(address);
        }
        double[] millis = new double[loads];
        for (int i = 0; i < loads; i++) {
            long start = System.nanoTime();
            load(address);
            millis[i] = (System.nanoTime() - start) / NANOS_PER_MILLI;
        }
        Arrays.sort(millis);
        return new Times(millis[loads / 2], millis[(int) Math.ceil(P95 * loads) - 1]);
    }

    /** The page's bytes on the wire. */
    byte[] load(String address) {
        try {
            HttpResponse<byte[]> answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .header("Accept", "text/html")
                                    .header("Accept-Encoding", "gzip")
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(address + " " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Bytes of a first visit: the page, and everything that it and its scripts refer to. */
    long visitBytes(String address) {
        URI base = URI.create(address);
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(address);
        long bytes = 0;
        while (!open.isEmpty()) {
            String next = open.remove();
            if (seen.add(next)) {
                byte[] body = load(next);
                bytes += body.length;
                Matcher reference = REFERENCE.matcher(text(body));
                while (reference.find()) {
                    String found =
                            reference.group(1) != null
                                    ? reference.group(1)
                                    : URI.create(next).resolve(reference.group(2)).getPath();
                    open.add(base.resolve(found).toString());
                }
            }
        }
        return bytes;
    }

    private static String text(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Fonts are compressed in themselves and refer to nothing.
            return "";
        }
    }
}
