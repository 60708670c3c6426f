// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import java.util.List;
import java.util.Objects;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The columns of a table. */
public record TableSchema(String name, List<TableColumn> columns) {

    public TableSchema {
        Objects.requireNonNull(name, "name");
        columns = List.copyOf(columns);
        if (columns.stream().map(TableColumn::name).distinct().count() != columns.size()) {
            throw new IllegalArgumentException("columns of " + name + " have one name");
        }
    }

    MessageType type() {
        return new MessageType(name, columns.stream().map(TableColumn::type).toArray(Type[]::new));
    }
}
