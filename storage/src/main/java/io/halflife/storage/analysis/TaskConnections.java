// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.postgresql.jdbc.PgConnection;

/**
 * The connections of the tasks of one process, by what they reach: a task takes one that another
 * has given back, for opening one costs more than reading a small window. One that nobody takes for
 * a while is closed. Safe for all threads.
 *
 * <p>Law: who gives a connection back has ended its transaction; one of which a query failed is
 * cut, see {@link AnalysisSession#reset}. They are kept by process and not by job, as Spark's tasks
 * have no other place that lasts; the engine of this process closes them with itself.
 */
public final class TaskConnections {

    /**
     * More than tasks ever run at once in a process: a task that waits here would wait for ever.
     */
    private static final int CONNECTIONS_MAX = 256;

    private static final Duration IDLE_MAX = Duration.ofSeconds(30);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(30);

    private static final ConcurrentMap<DatabaseAccess, HikariDataSource> POOLS =
            new ConcurrentHashMap<>();

    private TaskConnections() {}

    static Connection take(DatabaseAccess access) throws SQLException {
        return POOLS.computeIfAbsent(access, TaskConnections::pool).getConnection();
    }

    /**
     * Ends the connection for good, whatever is under way on it: waiting for that may never end.
     */
    static void discard(DatabaseAccess access, Connection connection) throws SQLException {
        connection.unwrap(PgConnection.class).abort(Runnable::run);
        HikariDataSource pool = POOLS.get(access);
        if (pool != null) {
            pool.evictConnection(connection);
        }
        connection.close();
    }

    /** Closes all that reach this database; those that tasks hold are cut. */
    public static void close(DatabaseAccess access) {
        HikariDataSource pool = POOLS.remove(access);
        if (pool != null) {
            pool.close();
        }
    }

    /** Opens nothing yet. */
    private static HikariDataSource pool(DatabaseAccess access) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("halflife-tasks");
        config.setJdbcUrl(access.url());
        config.setDataSourceProperties(access.properties());
        config.setAutoCommit(false);
        config.setReadOnly(true);
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setIdleTimeout(IDLE_MAX.toMillis());
        config.setConnectionTimeout(CONNECT_MAX.toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
