// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.halflife.http.auth.Credentials;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.halflife.http.server.RawHttp;
import io.halflife.http.server.ServiceHost;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A door that answers how many bytes it got, once decoded. */
class BodyReaderTest {

    private static final BodyLimits LIMITS =
            new BodyLimits(1000, 4000, 100, Duration.ofMillis(700));
    private static final ByteBudget BUDGET = new ByteBudget(8L << 20);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static ServiceHost host;
    private static int port;

    @BeforeAll
    static void start() {
        host = ServiceHost.open();
        Doors doors =
                new Doors(host.vertx(), Credentials.nobody(), host.metrics())
                        .open(HttpMethod.POST, "/", BodyReaderTest::count);
        port = host.listen("127.0.0.1", 0, doors.router());
    }

    private static Future<Answer> count(Exchange exchange) {
        return exchange.body(List.of("application/json"), LIMITS, BUDGET)
                .compose(body -> exchange.blocking(() -> body.decoded().length()))
                .map(n -> Answer.json(200, JsonNodeFactory.instance.objectNode().put("n", n)));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    /** Whatever happened, nothing stays reserved. */
    @AfterEach
    void nothingStaysReserved() {
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> BUDGET.reserved() == 0);
    }

    @Test
    void body_atTheLimitIsTakenAndOneByteMoreIsNot() throws Exception {
        assertEquals(1000, counted(post(new byte[1000])));

        JsonNode problem = problem(post(new byte[1001]), 413, "body_too_large");
        assertEquals(1000, problem.path("limit").asInt());
        assertEquals(1001, problem.path("actual").asInt());
    }

    @Test
    void chunkedBody_isCutOffAtTheSameLimit() throws Exception {
        assertEquals(1000, counted(postChunked(new byte[1000])));
        problem(postChunked(new byte[1001]), 413, "body_too_large");
    }

    @Test
    void announcedHugeBody_isRefusedBeforeItIsRead() throws Exception {
        try (RawHttp raw = new RawHttp(port)) {
            String answer = raw.send(head(5_000_000_000L)).readAnswer();

            assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
        }
    }

    @Test
    void slowBody_isRefusedWith408() throws Exception {
        try (RawHttp raw = new RawHttp(port)) {
            String answer = raw.send(head(10)).send("12345").readAnswer();

            assertTrue(answer.startsWith("HTTP/1.1 408"), answer);
        }
    }

    @Test
    void abandonedBody_givesItsBytesBack() throws Exception {
        try (RawHttp raw = new RawHttp(port)) {
            raw.send(head(10)).send("12345");
        }
    }

    @Test
    void fullBudget_isRefusedWith503AndRetryAfter() throws Exception {
        try (ByteBudget.Reservation others = BUDGET.open()) {
            assertTrue(others.growTo(BUDGET.limit() - 100));

            HttpResponse<String> response = post(new byte[26]);

            problem(response, 503, "over_capacity");
            assertEquals("1", response.headers().firstValue("Retry-After").orElse(""));
            assertEquals(25, counted(post(new byte[25])));
        }
    }

    @Test
    void expectContinue_isAnsweredBeforeTheBody() throws Exception {
        HttpRequest request = request(new byte[500]).expectContinue(true).build();

        assertEquals(500, counted(CLIENT.send(request, HttpResponse.BodyHandlers.ofString())));
    }

    @Test
    void mediaType_mustBeOneThatTheDoorTakesInUtf8() throws Exception {
        assertEquals(1, counted(postAs("application/json; charset=\"UTF-8\"")));
        HttpResponse<String> response = postAs("text/plain");
        JsonNode problem = problem(response, 415, "unsupported_media_type");
        assertEquals("application/json", problem.path("accepted").get(0).asText());
        problem(postAs("application/json; charset=latin1"), 415, "unsupported_media_type");
    }

    @Test
    void encoding_mustBeOneThatWeKnowAndOnlyOne() throws Exception {
        assertEquals(1, counted(postEncoded("identity", new byte[1])));
        for (String encoding : List.of("foo", "br", "gzip, gzip", "zstd, gzip", "gzip, zstd")) {
            HttpResponse<String> response = postEncoded(encoding, gzip(new byte[10]));
            problem(response, 415, "unsupported_encoding");
            assertEquals(
                    "gzip, zstd, identity",
                    response.headers().firstValue("Accept-Encoding").orElse(""));
        }
    }

    @Test
    void gzip_isInflatedToTheLimitAndNotOneByteMore() throws Exception {
        assertEquals(4000, counted(postEncoded("gzip", gzip(noise(4000, 8)))));
        problem(postEncoded("gzip", gzip(noise(4001, 8))), 413, "body_too_large");
    }

    @Test
    void gzip_mayNotInflateAHundredTimes() throws Exception {
        byte[] bomb = gzip(new byte[4000]);
        assertTrue(bomb.length * 100 < 4000, "the case needs a bomb: " + bomb.length);

        problem(postEncoded("gzip", bomb), 413, "ratio_exceeded");
    }

    @Test
    void gzip_mayHaveSeveralMembers() throws Exception {
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.write(gzip(noise(100, 64)));
        two.write(gzip(noise(200, 64)));

        assertEquals(300, counted(postEncoded("gzip", two.toByteArray())));
    }

    /** Each byte matters: header, data, checksum, length and the end mark. */
    @Test
    void gzip_cutShortAnywhereIsRefused() throws Exception {
        byte[] whole = gzip(noise(300, 64));
        for (int length = 0; length < whole.length; length += 7) {
            problem(postEncoded("gzip", Arrays.copyOf(whole, length)), 400, "bad_encoding");
        }
        problem(postEncoded("gzip", Arrays.copyOf(whole, whole.length - 1)), 400, "bad_encoding");
    }

    @Test
    void gzip_corruptOrNoneIsRefused() throws Exception {
        byte[] corrupt = gzip(noise(300, 64));
        corrupt[corrupt.length - 6] ^= 1;
        problem(postEncoded("gzip", corrupt), 400, "bad_encoding");
        byte[] plain = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        problem(postEncoded("gzip", plain), 400, "bad_encoding");
        byte[] trailed = Arrays.copyOf(gzip(noise(300, 64)), 400);
        problem(postEncoded("gzip", trailed), 400, "bad_encoding");
    }

    @Test
    void connection_isUsableAfterARefusedBody() throws Exception {
        try (RawHttp raw = new RawHttp(port)) {
            String refused = raw.send(head(1001)).send("x".repeat(1001)).readAnswer();
            assertTrue(refused.startsWith("HTTP/1.1 413"), refused);

            String next = raw.send(head(3)).send("abc").readAnswer();

            assertTrue(next.startsWith("HTTP/1.1 200"), next);
            assertTrue(next.endsWith("{\"n\":3}"), next);
        }
    }

    private static int counted(HttpResponse<String> response) throws IOException {
        assertEquals(200, response.statusCode(), response.body());
        return new ObjectMapper().readTree(response.body()).path("n").asInt();
    }

    private static JsonNode problem(HttpResponse<String> response, int status, String code)
            throws IOException {
        assertEquals(status, response.statusCode(), response.body());
        JsonNode body = new ObjectMapper().readTree(response.body());
        assertEquals(code, body.path("code").asText());
        assertEquals(status >= 500, body.path("retryable").asBoolean());
        assertFalse(body.path("detail").asText().isEmpty());
        return body;
    }

    private static HttpRequest.Builder request(byte[] body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static HttpResponse<String> post(byte[] body) throws Exception {
        return CLIENT.send(request(body).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> postAs(String mediaType) throws Exception {
        return CLIENT.send(
                request(new byte[1]).setHeader("Content-Type", mediaType).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> postEncoded(String encoding, byte[] body) throws Exception {
        return CLIENT.send(
                request(body).header("Content-Encoding", encoding).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> postChunked(byte[] body) throws Exception {
        return CLIENT.send(
                request(body)
                        .POST(
                                HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String head(long contentLength) {
        return "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                + contentLength
                + "\r\n\r\n";
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    /** Bytes that compress, but less than a hundred times: one of so many is by chance. */
    private static byte[] noise(int length, int oneIn) {
        Random random = new Random(20261122);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i += oneIn) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }
}
