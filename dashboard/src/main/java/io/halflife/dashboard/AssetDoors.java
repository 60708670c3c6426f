// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.dashboard.page.Assets;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;

/**
 * Serves what pages are made of. Under the address of this build a browser keeps it for a year;
 * under that of another build, which a page from before an upgrade may still ask for, it does not.
 */
final class AssetDoors {

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final Map<String, String> TYPES =
            Map.of(
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml",
                    "woff2", "font/woff2");

    private final Map<String, Answer> plain = new HashMap<>();
    private final Map<String, Answer> compressed = new HashMap<>();

    AssetDoors() {
        for (String name : Assets.names()) {
            byte[] content = Assets.content(name).orElseThrow();
            String ending = name.substring(name.lastIndexOf('.') + 1);
            String type = TYPES.get(ending);
            String coding = ending.equals("woff2") ? null : "gzip";
            plain.put(name, PageAnswers.compressed(200, type, content, null));
            compressed.put(name, PageAnswers.compressed(200, type, content, coding));
        }
    }

    void addTo(Doors doors) {
        doors.open(HttpMethod.GET, "/assets/:build/:name", this::asset);
    }

    private Future<Answer> asset(Exchange exchange) {
        boolean gzip = PageAnswers.takesGzip(exchange.header("Accept-Encoding"));
        Answer answer = (gzip ? compressed : plain).get(exchange.path("name"));
        if (answer == null) {
            return Future.failedFuture(new ProblemException(Problems.notFound()));
        }
        boolean isOurs = exchange.path("build").equals(Assets.digest());
        return Future.succeededFuture(answer.with("Cache-Control", isOurs ? FOR_EVER : "no-cache"));
    }
}
