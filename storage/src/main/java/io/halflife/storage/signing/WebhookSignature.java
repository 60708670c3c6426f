// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and checks a message after Standard Webhooks 1.0.0: HMAC-SHA256 over {@code
 * id.timestamp.body}, written {@code v1,base64}.
 *
 * <p>The bytes signed are the bytes sent. During a rotation the header lists one signature per
 * secret, and one that fits is enough.
 */
public final class WebhookSignature {

    /** A message whose timestamp is further away is refused: it may be a replay. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1,";

    private final List<WebhookSecret> secrets;

    /**
     * @param secrets the one in force, then the one before it while a rotation lasts
     */
    public WebhookSignature(List<WebhookSecret> secrets) {
        this.secrets = List.copyOf(secrets);
        if (this.secrets.isEmpty()) {
            throw new IllegalArgumentException("a signature needs a secret");
        }
    }

    /**
     * The value of {@code webhook-signature}.
     *
     * @param id the message's id, the same for every attempt; without a dot
     * @param attempt when this attempt is made, in whole seconds
     * @param body the bytes that will be sent
     */
    public String sign(String id, Instant attempt, byte[] body) {
        if (id.isEmpty() || id.indexOf('.') >= 0) {
            throw new IllegalArgumentException("a message id is not empty and has no dot: " + id);
        }
        return secrets.stream()
                .map(
                        secret ->
                                VERSION
                                        + Base64.getEncoder()
                                                .encodeToString(mac(secret, id, attempt, body)))
                .collect(Collectors.joining(" "));
    }

    /**
     * Whether one of the signatures in the header is ours, and the timestamp near enough.
     *
     * @param header the value of {@code webhook-signature}
     */
    public boolean verify(String id, Instant timestamp, byte[] body, String header, Instant now) {
        if (Duration.between(timestamp, now).abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        boolean fits = false;
        for (String candidate : header.split(" ", -1)) {
            for (WebhookSecret secret : secrets) {
                fits |= fits(candidate, mac(secret, id, timestamp, body));
            }
        }
        return fits;
    }

    /** Takes the same time wherever the two differ. */
    private static boolean fits(String candidate, byte[] mac) {
        String expected = VERSION + Base64.getEncoder().encodeToString(mac);
        return MessageDigest.isEqual(
                candidate.getBytes(StandardCharsets.UTF_8),
                expected.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(WebhookSecret secret, String id, Instant timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            String head = id + "." + timestamp.getEpochSecond() + ".";
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
