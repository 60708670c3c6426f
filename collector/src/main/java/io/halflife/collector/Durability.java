// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import io.halflife.monitor.settings.SettingsException;
import io.halflife.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database keeps what it has committed when the power fails. We say 200 only after the
 * COMMIT, and that would be a lie without it.
 */
final class Durability {

    private static final Logger LOG = LoggerFactory.getLogger(Durability.class);

    private Durability() {}

    /**
     * Goes on when fsync and synchronous_commit are on, and in development.
     *
     * @throws SettingsException naming the setting of the database that must change
     */
    static void require(Storage storage, boolean development) {
        requireOn(storage, "fsync", development);
        requireOn(storage, "synchronous_commit", development);
    }

    private static void requireOn(Storage storage, String setting, boolean development) {
        String value =
                storage.jdbi()
                        .withHandle(
                                h ->
                                        h.createQuery("select current_setting(:name)")
                                                .bind("name", setting)
                                                .mapTo(String.class)
                                                .one());
        boolean durable = !value.equals("off") && !value.equals("local");
        if (!durable && !development) {
            throw new SettingsException(
                    "the database runs with "
                            + setting
                            + "="
                            + value
                            + ", so acknowledged data could be lost; set it to on");
        }
        if (!durable) {
            LOG.warn("the database runs with {}={}: fit for tests only", setting, value);
        }
    }
}
