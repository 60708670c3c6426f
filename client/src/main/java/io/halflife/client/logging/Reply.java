// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** An answer of whoever stands at the collector's address. */
final class Reply {

    private static final String ACCEPTED = "Ingest-Accepted";

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    Reply(HttpResponse<byte[]> response) {
        this.status = response.statusCode();
        this.headers = response.headers();
        this.body = response.body();
    }

    int status() {
        return status;
    }

    ReplyBody body() {
        return ReplyBody.of(body);
    }

    /** Only a collector's answer to a batch has it: a proxy's does not. */
    boolean isCollectors() {
        return headers.firstValue(ACCEPTED).isPresent();
    }

    long rejected() {
        return headers.firstValue("Ingest-Rejected")
                .filter(n -> n.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    String retryAfter() {
        return headers.firstValue("Retry-After").orElse("");
    }
}
