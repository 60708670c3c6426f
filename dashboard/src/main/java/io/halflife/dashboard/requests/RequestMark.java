// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.requests;

import io.halflife.storage.webhook.DeliveryState;

/**
 * Where a request or delivery stands, as every page shows it: shape, word and colour together.
 *
 * @param style the class of the style sheet that holds the colour
 */
public record RequestMark(String shape, String word, String style) {

    /** Of a request. */
    static RequestMark ofRequest(String state) {
        return switch (state) {
            case "SUCCEEDED" -> new RequestMark("●", state, "good");
            case "FAILED", "EXPIRED" -> new RequestMark("▲", state, "bad");
            case "CANCELLED" -> new RequestMark("◌", state, "open");
            default -> new RequestMark("◆", state, "caution");
        };
    }

    /** Of a delivery. */
    static RequestMark ofDelivery(DeliveryState state) {
        return switch (state) {
            case DELIVERED -> new RequestMark("●", state.name(), "good");
            case DEAD -> new RequestMark("▲", state.name(), "bad");
            case PENDING -> new RequestMark("◆", state.name(), "caution");
        };
    }
}
