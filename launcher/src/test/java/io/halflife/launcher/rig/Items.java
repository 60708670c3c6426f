// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rig;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;

/**
 * Predictions that can be found again: a number gives the id and the content, 20 numeric and 3
 * categorical features. The values are eighths with an odd numerator, which JSON and Postgres write
 * alike, so that the stored row can be hashed in SQL. Thread-safe.
 */
public final class Items {

    public static final String MODEL = "ledger";
    private static final int NUMERIC = 20;
    private static final String[] CATEGORIES = {"region", "channel", "tariff"};
    private static final int VARIANTS = 1024;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final String HEX = "0123456789abcdef";

    /** Groups the rows of the model by id: how many there are, and the hash of the content. */
    public static final String STORED =
            """
            select p.prediction_id, count(*),
                   min(md5(concat_ws('|', p.numeric_features, p.categorical_features,
                                     p.predicted_class, p.score)))
              from prediction p join model m on m.id = p.model_id
             where m.name = 'ledger' group by 1
            """;

    private static final byte[] BAD_TAIL =
            ascii("\",\"features\":{},\"prediction\":{\"label\":\"yes\",\"score\":7}}");

    private final long seed;
    private final int badEvery;
    private final byte[][] tails = new byte[VARIANTS][];
    private final String[] hashes = new String[VARIANTS];

    /** Valid items. */
    public Items(long seed) {
        this(seed, 0);
    }

    /**
     * Items of which some must be refused.
     *
     * @param badEvery every how many-th has a score that is none; 0 for no such item
     */
    public Items(long seed, int badEvery) {
        this.seed = seed;
        this.badEvery = badEvery;
        Random random = new Random(seed);
        for (int v = 0; v < VARIANTS; v++) {
            addVariant(v, random);
        }
    }

    private void addVariant(int v, Random random) {
        StringBuilder json = new StringBuilder("\",\"features\":{");
        StringBuilder numbers = new StringBuilder();
        StringBuilder texts = new StringBuilder();
        for (int f = 0; f < NUMERIC; f++) {
            String value = eighth(random, 100_000);
            json.append(f == 0 ? "" : ",").append("\"f").append(f).append("\":").append(value);
            numbers.append(f == 0 ? "" : ",").append(value);
        }
        for (String name : CATEGORIES) {
            String value = name + random.nextInt(12);
            json.append(",\"").append(name).append("\":\"").append(value).append('"');
            texts.append(texts.length() == 0 ? "" : ",").append(value);
        }
        String label = random.nextBoolean() ? "yes" : "no";
        String score = "0." + (125 + 250 * random.nextInt(4));
        json.append("},\"prediction\":{\"label\":\"").append(label).append("\",\"score\":");
        json.append(score).append("},\"latency_ms\":").append(eighth(random, 400)).append('}');
        tails[v] = json.toString().getBytes(StandardCharsets.US_ASCII);
        hashes[v] = md5("{" + numbers + "}|{" + texts + "}|" + label + "|" + score);
    }

    private static String eighth(Random random, int max) {
        return Double.toString((2 * random.nextInt(max / 2) + 1) / 8.0);
    }

    private static String md5(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /** Its first half looks random, as ids do; its second half is the number. */
    public UUID id(long number) {
        long mixed = (number ^ seed) * GOLDEN;
        mixed = (mixed ^ (mixed >>> 31)) * GOLDEN;
        return new UUID(((mixed ^ (mixed >>> 29)) & ~0xF000L) | 0x4000L, number | Long.MIN_VALUE);
    }

    /** The number behind an id. */
    public static long number(UUID id) {
        return id.getLeastSignificantBits() & Long.MAX_VALUE;
    }

    /** What SQL gives for the stored content. */
    public String hash(long number) {
        return hashes[variant(number)];
    }

    private static int variant(long number) {
        return (int) (number % VARIANTS);
    }

    /** The body of a request with these items. */
    public byte[] body(Batch batch, boolean lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(batch.size() * 800 + 32);
        byte[] head = ascii("{\"model\":\"ledger\",\"version\":\"1\",\"prediction_id\":\"");
        byte[] time = ascii("\",\"event_time\":\"" + batch.eventTime());
        byte[] id = new byte[36];
        try {
            out.write(lines ? new byte[0] : ascii("{\"predictions\":["));
            for (int i = 0; i < batch.size(); i++) {
                if (i > 0) {
                    out.write(lines ? '\n' : ',');
                }
                out.write(head);
                write(id(batch.first() + i), id);
                out.write(id);
                out.write(time);
                out.write(tail(batch.first() + i));
            }
            out.write(ascii(lines ? "\n" : "]}"));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return out.toByteArray();
    }

    private byte[] tail(long number) {
        boolean bad = badEvery > 0 && number % badEvery == badEvery - 1;
        return bad ? BAD_TAIL : tails[variant(number)];
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Faster than UUID.toString, which counts at a hundred thousand a second. */
    private static void write(UUID id, byte[] to) {
        int at = 0;
        for (int nibble = 0; nibble < 32; nibble++) {
            if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20) {
                to[at++] = '-';
            }
            long half = nibble < 16 ? id.getMostSignificantBits() : id.getLeastSignificantBits();
            to[at++] = (byte) HEX.charAt((int) ((half >>> (60 - 4 * (nibble % 16))) & 15));
        }
    }

    /** Makes the model and its version known to a collector. */
    public static void register(int port) throws IOException {
        try (HttpSocket socket = new HttpSocket(port, Duration.ofSeconds(30))) {
            require(socket, "/v1/models", "{\"name\":\"" + MODEL + "\"}");
            StringBuilder inputs = new StringBuilder();
            for (int f = 0; f < NUMERIC; f++) {
                inputs.append("{\"name\":\"f").append(f);
                inputs.append("\",\"type\":\"double\",\"feature_type\":\"numeric\"},");
            }
            for (String name : CATEGORIES) {
                inputs.append("{\"name\":\"").append(name).append("\",\"type\":\"string\"},");
            }
            inputs.setLength(inputs.length() - 1);
            require(
                    socket,
                    "/v1/models/" + MODEL + "/versions",
                    "{\"version\":\"1\",\"task\":\"binary_classification\",\"classes\":[\"no\",\"yes\"],"
                            + "\"positive_label\":\"yes\",\"signature\":{\"inputs\":["
                            + inputs
                            + "]}}");
        }
    }

    private static void require(HttpSocket socket, String path, String body) throws IOException {
        byte[] bytes = ascii(body);
        socket.post(path, "application/json", bytes, bytes.length);
        HttpSocket.Answer answer = socket.read();
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(path + ": " + answer);
        }
    }
}
