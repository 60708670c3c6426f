// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Block;
import io.halflife.analyzer.block.BlockKey;
import io.halflife.analyzer.block.CellReader;
import io.halflife.analyzer.block.Columns;
import io.halflife.analyzer.block.Profiles;
import io.halflife.analyzer.block.Slice;
import io.halflife.monitor.calibration.CalibratedColumn;
import io.halflife.monitor.calibration.Cell;
import io.halflife.monitor.calibration.ReferenceCut;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.storage.analysis.AnalysisSession;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import scala.Tuple2;

/**
 * Makes the cells of a column of a reference into what it says of itself. Runs inside tasks, one
 * column at a time.
 *
 * @param jobs what tasks have to know of each
 */
record CalibrationReducer(ArrayList<OfJob> jobs) implements BlockReducer<CalibrationPart> {

    private record OfJob(Columns columns, ReferenceCut cut, Instant first, Instant last)
            implements Serializable {}

    static CalibrationReducer of(List<CalibrationJob> jobs) {
        ArrayList<OfJob> known = new ArrayList<>();
        for (CalibrationJob job : jobs) {
            known.add(
                    new OfJob(
                            Columns.of(job.reference().version()),
                            job.cut(),
                            job.first(),
                            job.last()));
        }
        return new CalibrationReducer(known);
    }

    @Override
    public Columns columns(int job) {
        return jobs.get(job).columns();
    }

    @Override
    public Iterator<Tuple2<BlockKey, Block>> blocks(Slice slice, AnalysisSession session) {
        OfJob job = jobs.get(slice.job());
        return new CellReader(slice, session, job.columns(), job.cut());
    }

    /** Empty for an output that no row of the reference has. */
    @Override
    public Optional<CalibrationPart> reduce(
            BlockKey key, Iterator<Block> blocks, AnalysisSession session) {
        OfJob job = jobs.get(key.job());
        Map<Cell, List<Block>> byCell = new TreeMap<>();
        while (blocks.hasNext()) {
            Block.OfCell block = (Block.OfCell) blocks.next();
            byCell.computeIfAbsent(block.cell(), c -> new ArrayList<>()).add(block.block());
        }
        Map<Cell, FeatureProfile> cells = new TreeMap<>();
        byCell.forEach(
                (cell, of) ->
                        cells.put(cell, Profiles.of(job.columns, key.column(), of.iterator())));
        boolean unused =
                job.columns.column(key.column()).role() != Role.FEATURE
                        && cells.values().stream().allMatch(profile -> profile.n() == 0);
        return unused
                ? Optional.empty()
                : Optional.of(
                        new CalibrationPart(
                                key.job(),
                                CalibratedColumn.of(job.cut, cells, job.first, job.last),
                                null));
    }

    @Override
    public CalibrationPart failure(BlockKey key, String reason) {
        return new CalibrationPart(key.job(), null, reason);
    }
}
