// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.analyzer.columnar.Folder;
import io.halflife.monitor.window.Window;
import io.halflife.storage.analysis.ArchivedStretch;
import io.halflife.storage.archive.ArchivedFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where the rows of a stretch lie, as it was when the run was planned. It travels to tasks.
 *
 * @param predictions files of one version in one environment
 * @param labels files of its model
 * @param archived of which event times the predictions of the database need not be read
 * @param labelled of which event times its ground truth need not be read
 */
public record ArchivedPart(
        Folder folder,
        List<ArchivedFile> predictions,
        List<ArchivedFile> labels,
        List<ArchivedStretch> archived,
        List<ArchivedStretch> labelled)
        implements Serializable {

    public ArchivedPart {
        Objects.requireNonNull(folder, "folder");
        predictions = new ArrayList<>(predictions);
        labels = new ArrayList<>(labels);
        archived = new ArrayList<>(archived);
        labelled = new ArrayList<>(labelled);
    }

    /** What of it is about a stretch. */
    ArchivedPart within(Window stretch) {
        return new ArchivedPart(
                folder,
                files(predictions, stretch),
                files(labels, stretch),
                stretches(archived, stretch),
                stretches(labelled, stretch));
    }

    private static List<ArchivedFile> files(List<ArchivedFile> files, Window stretch) {
        return files.stream()
                .filter(file -> file.firstEvent().isBefore(stretch.end()))
                .filter(file -> !file.lastEvent().isBefore(stretch.start()))
                .toList();
    }

    private static List<ArchivedStretch> stretches(
            List<ArchivedStretch> stretches, Window stretch) {
        return stretches.stream()
                .filter(s -> s.lower().isBefore(stretch.end()))
                .filter(s -> s.upper().isAfter(stretch.start()))
                .toList();
    }
}
