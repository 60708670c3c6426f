// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;

/** Asks for pages as a browser does, and knows what the policy forbids in them. */
public final class BrowserPages {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern FORBIDDEN =
            Pattern.compile(
                    "<script(?![^>]*(src=|type=\"application/json\"))|<style|\\sstyle=|\\son[a-z]+="
                            + "|javascript:",
                    Pattern.CASE_INSENSITIVE);

    private final int port;

    BrowserPages(int port) {
        this.port = port;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> compressed(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                request(path).header("Accept-Encoding", "gzip").build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    /** Inline scripts, styles or handlers; the empty string when there is none. */
    public static String forbiddenIn(String html) {
        var found = FORBIDDEN.matcher(html);
        return found.find()
                ? html.substring(found.start(), Math.min(html.length(), found.end() + 40))
                : "";
    }

    /** Elements of the page, about: every start tag. */
    static long elements(String html) {
        return Pattern.compile("<[a-z]").matcher(html).results().count();
    }
}
