// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.parquet;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.apache.parquet.example.data.Group;

/** Writes one column's value of a row. */
@FunctionalInterface
interface Cell {

    /**
     * Writes it.
     *
     * @param column index of a column that has a value in this row
     */
    void write(Group row, int column, JsonGenerator json) throws IOException;
}
