// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.mute;

import io.halflife.storage.period.Mute;
import io.halflife.storage.period.Mutes;
import java.time.DateTimeException;
import java.time.Instant;

/** Where a list of periods goes on, as an address carries it: the start and the id of the last. */
final class MutePlace {

    private MutePlace() {}

    static String text(Mute last) {
        return last.draft().stretch().start() + "_" + last.id();
    }

    /** Null, the first page, for what is no place of ours. */
    static Mutes.Place parse(String text) {
        int middle = text == null ? -1 : text.indexOf('_');
        if (middle < 0) {
            return null;
        }
        try {
            return new Mutes.Place(
                    Instant.parse(text.substring(0, middle)),
                    Long.parseLong(text.substring(middle + 1)));
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }
}
