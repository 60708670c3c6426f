// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.ColumnSlice;
import io.halflife.analyzer.block.ColumnarRows;
import io.halflife.storage.analysis.AnalysisSession;
import io.halflife.storage.analysis.DatabaseAccess;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** Reads columns that lie apart and reduces each where it was read: nothing of it is shuffled. */
final class ReadColumns<T> implements FlatMapFunction<Iterator<ColumnSlice>, T> {

    private static final long serialVersionUID = 1;

    private final DatabaseAccess access;
    private final Broadcast<BlockReducer<T>> reducer;

    ReadColumns(DatabaseAccess access, Broadcast<BlockReducer<T>> reducer) {
        this.access = access;
        this.reducer = reducer;
    }

    @Override
    public Iterator<T> call(Iterator<ColumnSlice> slices) throws SQLException {
        List<T> results = new ArrayList<>();
        try (AnalysisSession session = new AnalysisSession(access)) {
            while (slices.hasNext()) {
                read(slices.next(), session, results);
            }
        }
        return results.iterator();
    }

    private void read(ColumnSlice slice, AnalysisSession session, List<T> into) {
        try (ColumnarRows.Numbers numbers = slice.rows().numbers()) {
            for (int feature = slice.from(); feature < slice.to(); feature++) {
                ColumnGroups.reduced(
                                reducer.value(), slice.key(feature), numbers.of(feature), session)
                        .ifPresent(into::add);
            }
        }
    }
}
