// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.retraining;

import io.halflife.monitor.model.ModelVersion;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Names a request by what it is about, so that a run that is repeated makes the same request and
 * not a second one: {@code rtr_} and 32 hexadecimal digits of SHA-256 over model, version,
 * environment, clock and reason, each with its length before it.
 */
public final class RequestId {

    private static final int DIGEST_BYTES = 16;

    private RequestId() {}

    public static String of(
            ModelVersion version, String environment, Instant asOf, RetrainingReason reason) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (String part :
                new String[] {
                    version.model(),
                    version.version(),
                    environment,
                    asOf.toString(),
                    reason.jsonName()
                }) {
            byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
            content.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
            content.writeBytes(utf8);
        }
        byte[] digest = sha256().digest(content.toByteArray());
        return "rtr_" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
