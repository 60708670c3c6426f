// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import io.halflife.launcher.demo.RunningDemo;
import io.halflife.storage.StorageSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The role that Grafana's panels read the results with. */
final class ReaderRole implements AutoCloseable {

    private static final String USER = "halflife_reader";
    private static final String PASSWORD = "of-this-test";

    private final Connection connection;

    private ReaderRole(Connection connection) {
        this.connection = connection;
    }

    /** Makes the role in the demo's database and connects as it. */
    static ReaderRole in(RunningDemo demo) throws SQLException {
        demo.storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            try (Statement statement = handle.getConnection().createStatement()) {
                                statement.execute(Sources.read("grafana/postgres/reader.sql"));
                                statement.execute(
                                        "alter role " + USER + " password '" + PASSWORD + "'");
                            }
                        });
        StorageSettings settings = demo.storage().settings();
        return new ReaderRole(DriverManager.getConnection(settings.url(), USER, PASSWORD));
    }

    /** Columns and rows of an answer. */
    record Answer(List<String> columns, List<Map<String, Object>> rows) {}

    Answer ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            ResultSetMetaData data = rows.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                columns.add(data.getColumnLabel(i));
            }
            List<Map<String, Object>> found = new ArrayList<>();
            while (rows.next()) {
                Map<String, Object> row = new HashMap<>();
                for (String column : columns) {
                    row.put(column, rows.getObject(column));
                }
                found.add(row);
            }
            return new Answer(columns, found);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
