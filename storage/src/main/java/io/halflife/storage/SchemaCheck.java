// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Whether a database's schema suits this build: not older than it expects, and not so new that this
 * build is no longer supported. The release before this one runs on the schema of this one.
 */
final class SchemaCheck {

    /** The newest migration; raised together with it. */
    static final int EXPECTED_VERSION = 21;

    private static final String MEND =
            "run the migrations (io.halflife.migrations.Main, with the same HALFLIFE_DB_ settings)";

    private SchemaCheck() {}

    static void require(Jdbi jdbi) {
        jdbi.useHandle(SchemaCheck::require);
    }

    private static void require(Handle handle) {
        boolean exists =
                handle.createQuery("select to_regclass('halflife_schema') is not null")
                        .mapTo(Boolean.class)
                        .one();
        if (!exists) {
            throw new SchemaException("the database has no Halflife schema; " + MEND);
        }
        int version = number(handle, "version");
        int oldestSupported = number(handle, "oldest_supported");
        if (version < EXPECTED_VERSION) {
            throw new SchemaException(
                    "the schema is version %d, this build needs %d; %s"
                            .formatted(version, EXPECTED_VERSION, MEND));
        }
        if (oldestSupported > EXPECTED_VERSION) {
            throw new SchemaException(
                    "the schema (version %d) supports builds from version %d on, this one is %d; install a newer release"
                            .formatted(version, oldestSupported, EXPECTED_VERSION));
        }
    }

    private static int number(Handle handle, String column) {
        return handle.createQuery("select <column> from halflife_schema")
                .define("column", column)
                .mapTo(Integer.class)
                .one();
    }
}
