// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.fleet;

import java.util.Objects;

/**
 * What the lines of the first steps are made of.
 *
 * @param collector its address, without a slash at the end
 * @param needsKey whether its doors open to a key only
 */
public record FirstSteps(String collector, boolean needsKey) {

    public FirstSteps {
        Objects.requireNonNull(collector, "collector");
        collector =
                collector.endsWith("/")
                        ? collector.substring(0, collector.length() - 1)
                        : collector;
    }

    /** The beginning of each command. */
    public String curl() {
        return needsKey ? "curl -s -H \"Authorization: Bearer $HALFLIFE_KEY\" " : "curl -s ";
    }

    /** The key as the clients take it, after the address. */
    public String keyArgument(String none) {
        return needsKey ? "\"hl_live_…\"" : none;
    }
}
