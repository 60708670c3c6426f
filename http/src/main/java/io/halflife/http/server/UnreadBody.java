// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * What a client still sends after its answer was written. A little of it is read and thrown away,
 * because closing at once would reset the connection and the client might never see the answer; a
 * client that goes on is cut off.
 */
final class UnreadBody {

    private static final long BYTES_MAX = 16L << 20;
    private static final long MILLIS_MAX = 3_000;

    private UnreadBody() {}

    static void discard(Vertx vertx, HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        long already = request.bytesRead();
        long timer = vertx.setTimer(MILLIS_MAX, id -> request.connection().close());
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.endHandler(end -> vertx.cancelTimer(timer));
        request.handler(
                chunk -> {
                    if (request.bytesRead() - already > BYTES_MAX) {
                        request.connection().close();
                    }
                });
        request.resume();
    }
}
