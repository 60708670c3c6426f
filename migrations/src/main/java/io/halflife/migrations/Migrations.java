// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.migrations;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateOutput;

/**
 * Brings a database to the schema of this build. Applying twice is applying once; two at a time
 * wait for each other; an applied step whose file has changed since is refused.
 */
public final class Migrations {

    /** A step that cannot have its lock at once gives up, instead of stopping all who wait. */
    private static final String CONNECTION_SETTINGS = "set lock_timeout = '2s'";

    private Migrations() {}

    /**
     * Applies what is missing.
     *
     * @param url JDBC URL, {@code jdbc:postgresql://…}
     * @return the versions applied now, in order; empty when the schema was up to date
     */
    public static List<String> apply(String url, String user, String password) {
        Flyway flyway =
                Flyway.configure(Migrations.class.getClassLoader())
                        .dataSource(url, user, password)
                        .locations("classpath:db/migration")
                        .initSql(CONNECTION_SETTINGS)
                        .validateOnMigrate(true)
                        .outOfOrder(false)
                        .cleanDisabled(true)
                        .load();
        return flyway.migrate().migrations.stream().map(Migrations::version).toList();
    }

    private static String version(MigrateOutput step) {
        return step.version;
    }
}
