// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.storage.StorageSettings;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;

/**
 * How a Spark task reaches the database: with a connection of its own, reading in binary. It
 * travels to the executors with the job, password included.
 */
public record DatabaseAccess(String url, String user, String password) implements Serializable {

    public DatabaseAccess {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    public static DatabaseAccess of(StorageSettings settings) {
        return new DatabaseAccess(settings.url(), settings.user(), settings.password());
    }

    /** The same user at another server. */
    public DatabaseAccess at(String otherUrl) {
        return new DatabaseAccess(otherUrl, user, password);
    }

    /** A connection of one's own for reading, inside a transaction. */
    public Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties());
        // All that a task reads, it reads in transactions that write nothing.
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        return connection;
    }

    /** Of the driver. */
    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "halflife-analyzer");
        properties.setProperty("tcpKeepAlive", "true");
        // Binary from the first execution on, not only from the fifth.
        properties.setProperty("prepareThreshold", "-1");
        // Rows and labels come in one order and are merged; where a table is too new to have
        // statistics, the planner would rather compare each with each.
        properties.setProperty(
                "options",
                "-c enable_nestloop=off -c jit=off -c timezone=UTC"
                        // Whoever reads the same table at the same time changes no order.
                        + " -c synchronize_seqscans=off");
        return properties;
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "DatabaseAccess[url=" + url + ", user=" + user + "]";
    }
}
