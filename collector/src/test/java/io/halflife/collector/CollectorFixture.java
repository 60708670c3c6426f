// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A collector in development mode on a database of its own, for a test class. */
final class CollectorFixture implements BeforeAllCallback, AfterAllCallback {

    private final PostgresFixture postgres = new PostgresFixture();
    private CollectorService service;
    private HttpCalls http;

    @Override
    public void beforeAll(ExtensionContext context) {
        postgres.beforeAll(context);
        service = CollectorService.start(CollectorSettings.onLoopback(0, 0, true), storage());
        http = new HttpCalls(service.port());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (service != null) {
            service.close();
        }
        postgres.afterAll(context);
    }

    HttpCalls http() {
        return http;
    }

    CollectorService service() {
        return service;
    }

    Storage storage() {
        return postgres.storage();
    }

    /** The one number that a query gives. */
    long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /** The one value that a query gives, as text. */
    String text(String sql) {
        try (Connection connection = storage().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void execute(String sql) {
        try (Connection connection = storage().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
