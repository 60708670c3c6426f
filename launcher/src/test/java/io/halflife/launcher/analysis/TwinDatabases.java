// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.analysis;

import io.halflife.launcher.postgres.PrivatePostgres;
import io.halflife.storage.StorageSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * One server with two databases that start out equal: what happens in one is held against the
 * other, in which nothing is disturbed.
 */
final class TwinDatabases implements AutoCloseable {

    private final PrivatePostgres postgres;

    private TwinDatabases(PrivatePostgres postgres) {
        this.postgres = postgres;
    }

    static TwinDatabases of(LoanBook book) {
        TwinDatabases twins = new TwinDatabases(PrivatePostgres.start());
        try {
            book.store(twins.settings());
            execute(
                    twins.url("postgres"),
                    twins.postgres,
                    "create database twin template halflife");
            return twins;
        } catch (RuntimeException e) {
            twins.close();
            throw e;
        }
    }

    private static void execute(String url, PrivatePostgres postgres, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(url, postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private StorageSettings settings() {
        return new StorageSettings(postgres.url(), postgres.user(), postgres.password(), 2);
    }

    PrivatePostgres postgres() {
        return postgres;
    }

    private String url(String database) {
        return postgres.url().replaceFirst("/halflife$", "/" + database);
    }

    /** Settings of an analyzer on the one that may be hurt. */
    Map<String, String> hurt() {
        return AnalyzerProcess.on(postgres, url("halflife"));
    }

    /** Through a proxy. */
    Map<String, String> hurt(int proxyPort) {
        return AnalyzerProcess.on(postgres, postgres.url(proxyPort));
    }

    /** Settings of an analyzer on the one that is left in peace. */
    Map<String, String> calm() {
        return AnalyzerProcess.on(postgres, url("twin"));
    }

    StoredResults hurtResults() {
        return results("halflife");
    }

    StoredResults calmResults() {
        return results("twin");
    }

    private StoredResults results(String database) {
        try (Connection connection =
                DriverManager.getConnection(
                        url(database) + "?loginTimeout=10", postgres.user(), postgres.password())) {
            return StoredResults.of(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(database, e);
        }
    }

    @Override
    public void close() {
        postgres.close();
    }
}
