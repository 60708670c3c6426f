// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** The connection pool and the rules by which Java values become SQL values. */
final class Database {

    /** A caller waits this long for a connection before it hears that there is none. */
    private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

    /**
     * Nothing waits for a lock or computes for ever; a transaction left open by a bug ends. Jobs
     * that need longer set their own limit inside their transaction.
     */
    private static final String SESSION_SETTINGS =
            """
            set lock_timeout = '10s';
            set statement_timeout = '60s';
            set idle_in_transaction_session_timeout = '10min';
            set timezone = 'UTC'
            """;

    private Database() {}

    static HikariDataSource pool(StorageSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("halflife");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setConnectionInitSql(SESSION_SETTINGS);
        config.addDataSourceProperty("ApplicationName", "halflife");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return new HikariDataSource(config);
    }

    static Jdbi jdbi(DataSource source) {
        Jdbi jdbi = Jdbi.create(source);
        jdbi.installPlugin(new PostgresPlugin());
        jdbi.registerArgument(new InstantArguments());
        jdbi.registerArgument(new UndefinedArguments());
        jdbi.registerColumnMapper(new InstantColumns());
        return jdbi;
    }
}
