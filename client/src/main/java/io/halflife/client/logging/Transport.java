// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import io.halflife.client.ClientSettings;
import io.halflife.client.wire.Gzip;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Requests of the logger. Its client is made on the sending thread: that takes a tenth of a second,
 * which is not the app's to pay.
 */
final class Transport {

    /** RFC 9110's IMF-fixdate. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                    .withZone(ZoneOffset.UTC);

    private final ClientSettings settings;
    private final Clock clock;
    private final Executor executor;
    private HttpClient http;

    /**
     * Nothing is opened yet.
     *
     * @param executor runs what the HTTP client has to do
     */
    Transport(ClientSettings settings, Clock clock, Executor executor) {
        this.settings = settings;
        this.clock = clock;
        this.executor = executor;
    }

    /** Sends; the future is the client's own, so that cancelling it ends the exchange. */
    CompletableFuture<HttpResponse<byte[]>> send(Parcel parcel, boolean plain) {
        byte[] body = parcel.body();
        boolean compressed = !plain && body.length >= settings.gzipBytesMin();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(settings.door(parcel.kind().path()))
                        .timeout(settings.requestTimeout())
                        .header("Content-Type", "application/json")
                        .header("User-Agent", "halflife-client-java")
                        // A hint: the collector warns where this clock is off.
                        .header("Date", DATE.format(clock.instant()));
        if (!settings.apiKey().isEmpty()) {
            request.header("Authorization", "Bearer " + settings.apiKey());
        }
        if (compressed) {
            request.header("Content-Encoding", "gzip");
            body = Gzip.compress(body);
        }
        request.POST(HttpRequest.BodyPublishers.ofByteArray(body));
        open();
        return http.sendAsync(request.build(), answer -> new BoundedBody());
    }

    /** Makes the client, so that the first request finds it ready. */
    void open() {
        if (http == null) {
            http =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .connectTimeout(settings.requestTimeout())
                            .executor(executor)
                            .build();
        }
    }

    /** Java 17's client cannot be closed: its thread and sockets end when it is collected. */
    void close() {
        HttpClient client = http;
        http = null;
        if (client == null) {
            return;
        }
        try {
            // Since 21. Its close() would wait for work that this very thread has to do.
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (ReflectiveOperationException e) {
            http = null;
        }
    }
}
