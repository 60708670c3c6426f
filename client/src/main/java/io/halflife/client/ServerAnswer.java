// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import java.util.Objects;

/**
 * What the server answered to a call that succeeded.
 *
 * @param location the Location header; the empty string where there is none
 * @param etag the ETag header; the empty string where there is none
 * @param body JSON
 */
public record ServerAnswer(int status, String location, String etag, String body) {

    public ServerAnswer {
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(etag, "etag");
        Objects.requireNonNull(body, "body");
    }
}
