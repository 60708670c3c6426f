// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage;

import io.halflife.migrations.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database of its own for a test class, with the whole schema: {@code @RegisterExtension static
 * final PostgresFixture POSTGRES = new PostgresFixture();}.
 *
 * <p>One real Postgres serves all test classes of a JVM; each class gets a copy of a migrated
 * template. Where Postgres does not start the class fails; it never skips.
 */
public final class PostgresFixture implements BeforeAllCallback, AfterAllCallback {

    private static final int POOL_SIZE = 4;
    private static final String USER = "postgres";
    private static final String TEMPLATE = "halflife_template";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres server;

    private StorageSettings settings;
    private Storage storage;

    @Override
    public void beforeAll(ExtensionContext context) {
        settings = settingsOf(freshDatabase());
        storage = Storage.open(settings);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (storage != null) {
            storage.close();
        }
    }

    /** Where the class's database is. */
    public StorageSettings settings() {
        return settings;
    }

    /** Open for the whole class. */
    public Storage storage() {
        return storage;
    }

    /** The settings of another database with the whole schema, for a test that must be alone. */
    public static StorageSettings freshSettings() {
        return settingsOf(freshDatabase());
    }

    /** The settings of a database without any table. */
    public static StorageSettings emptySettings() {
        return settingsOf(createDatabase("template1"));
    }

    private static StorageSettings settingsOf(String database) {
        String url = server().getJdbcUrl(USER, database);
        return new StorageSettings(url, USER, "", POOL_SIZE);
    }

    private static String freshDatabase() {
        return createDatabase(TEMPLATE);
    }

    private static synchronized String createDatabase(String template) {
        String name = "test_" + DATABASES.incrementAndGet();
        execute("create database " + name + " template " + template);
        return name;
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            server = start();
            execute("create database " + TEMPLATE);
            Migrations.apply(server.getJdbcUrl(USER, TEMPLATE), USER, "");
        }
        return server;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException("Postgres did not start", e);
        }
    }

    private static void execute(String sql) {
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
