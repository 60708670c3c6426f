// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.rate;

import java.util.Objects;

/** What one key may ask for: requests, and items inside of them. */
public record Rates(Rate requests, Rate items) {

    public static final Rates UNLIMITED = new Rates(Rate.UNLIMITED, Rate.UNLIMITED);

    public Rates {
        Objects.requireNonNull(requests, "requests");
        Objects.requireNonNull(items, "items");
    }

    public boolean isLimited() {
        return requests.isLimited() || items.isLimited();
    }
}
