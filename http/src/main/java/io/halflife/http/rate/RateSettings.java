// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.rate;

import io.halflife.monitor.settings.SettingsReader;

/** What a key may ask for that has no limits of its own. Each node counts for itself. */
public final class RateSettings {

    public static final int REQUESTS_PER_SECOND_DEFAULT = 1_000;
    public static final int REQUESTS_BURST_DEFAULT = 2_000;
    public static final int ITEMS_PER_SECOND_DEFAULT = 50_000;
    public static final int ITEMS_BURST_DEFAULT = 200_000;
    public static final int PER_SECOND_MAX = 10_000_000;

    public static final Rates DEFAULTS =
            new Rates(
                    new Rate(REQUESTS_PER_SECOND_DEFAULT, REQUESTS_BURST_DEFAULT),
                    new Rate(ITEMS_PER_SECOND_DEFAULT, ITEMS_BURST_DEFAULT));

    private RateSettings() {}

    /** Reads {@code HALFLIFE_RATE_…}. */
    public static Rates read(SettingsReader reader) {
        int requests =
                reader.integer(
                        "HALFLIFE_RATE_REQUESTS_PER_SECOND",
                        REQUESTS_PER_SECOND_DEFAULT,
                        1,
                        PER_SECOND_MAX);
        int requestsBurst =
                reader.integer(
                        "HALFLIFE_RATE_REQUESTS_BURST", REQUESTS_BURST_DEFAULT, 1, PER_SECOND_MAX);
        int items =
                reader.integer(
                        "HALFLIFE_RATE_ITEMS_PER_SECOND",
                        ITEMS_PER_SECOND_DEFAULT,
                        1,
                        PER_SECOND_MAX);
        int itemsBurst =
                reader.integer("HALFLIFE_RATE_ITEMS_BURST", ITEMS_BURST_DEFAULT, 1, PER_SECOND_MAX);
        return new Rates(new Rate(requests, requestsBurst), new Rate(items, itemsBurst));
    }
}
