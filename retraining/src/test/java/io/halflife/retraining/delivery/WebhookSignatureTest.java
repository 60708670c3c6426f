// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.signing.WebhookSecret;
import io.halflife.storage.signing.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

    private static final WebhookSecret SECRET =
            WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant AT = Instant.ofEpochSecond(1614265330);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final WebhookSignature SIGNATURE = new WebhookSignature(List.of(SECRET));

    /** The specification's own vector: secret, id, timestamp and body above give this signature. */
    @Test
    void sign_goldenVector() {
        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", SIGNATURE.sign(ID, AT, BODY));
    }

    @Test
    void verify_whatWasSigned() {
        assertTrue(SIGNATURE.verify(ID, AT, BODY, SIGNATURE.sign(ID, AT, BODY), AT));
    }

    @Test
    void verify_refusesWhatWasChanged() {
        String header = SIGNATURE.sign(ID, AT, BODY);
        byte[] other = "{\"test\": 2432232315}".getBytes(StandardCharsets.UTF_8);

        assertFalse(SIGNATURE.verify(ID, AT, other, header, AT), "body");
        assertFalse(SIGNATURE.verify(ID + "x", AT, BODY, header, AT), "id");
        assertFalse(SIGNATURE.verify(ID, AT.plusSeconds(1), BODY, header, AT), "timestamp");
        assertFalse(SIGNATURE.verify(ID, AT, BODY, header.replace("v1,", "v2,"), AT), "version");
        assertFalse(SIGNATURE.verify(ID, AT, BODY, "", AT), "nothing");
    }

    @Test
    void verify_acceptsFiveMinutesAndNoMore() {
        String header = SIGNATURE.sign(ID, AT, BODY);

        assertTrue(SIGNATURE.verify(ID, AT, BODY, header, AT.plusSeconds(300)));
        assertFalse(SIGNATURE.verify(ID, AT, BODY, header, AT.plusSeconds(301)));
        assertTrue(SIGNATURE.verify(ID, AT, BODY, header, AT.minusSeconds(300)));
        assertFalse(SIGNATURE.verify(ID, AT, BODY, header, AT.minusSeconds(301)));
    }

    /** While a rotation lasts, receivers that know only the old secret must still accept. */
    @Test
    void rotation_signsWithBoth() {
        WebhookSecret fresh = WebhookSecret.random(new SecureRandom());
        String header = new WebhookSignature(List.of(fresh, SECRET)).sign(ID, AT, BODY);

        assertTrue(SIGNATURE.verify(ID, AT, BODY, header, AT), "the old secret");
        assertTrue(
                new WebhookSignature(List.of(fresh)).verify(ID, AT, BODY, header, AT),
                "the new secret");
    }

    /** A dot in the id would let one signed text stand for two messages. */
    @Test
    void sign_refusesAnIdWithADot() {
        assertThrows(IllegalArgumentException.class, () -> SIGNATURE.sign("a.b", AT, BODY));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 23, 65})
    void secret_ofAWrongLength_isRefused(int bytes) {
        String text = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> WebhookSecret.parse(text));
        assertEquals("a webhook secret is whsec_ and the base64 of 24 to 64 bytes", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 64})
    void secret_readsWhatItWrites(int bytes) {
        String text = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);

        assertEquals(text, WebhookSecret.parse(text).text());
    }

    @Test
    void secret_isNotShown() {
        assertEquals("whsec_…", SECRET.toString());
        assertFalse(SECRET.toString().contains("MfKQ"));
    }
}
