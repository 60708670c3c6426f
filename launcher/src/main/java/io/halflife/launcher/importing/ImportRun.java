// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

import io.halflife.client.GroundTruth;
import io.halflife.client.HalflifeClient;
import io.halflife.client.Prediction;
import io.halflife.client.RequestRefusedException;
import io.halflife.client.SendFailedException;
import io.halflife.client.SendResult;
import io.halflife.launcher.console.Console;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.importing.ImportPlan.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads files and says what became of each row. A row that breaks a rule is named and left out; its
 * neighbours are loaded. Loading the same files again only finds duplicates.
 */
public final class ImportRun {

    /** The server lists at most 100 errors of a request; so few rows are all accounted for. */
    static final int BATCH_ROWS = 1000;

    private static final int BAD_SHOWN = 100;
    private static final long PROGRESS_ROWS = 50_000;

    private final ImportPlan plan;
    private final RowReader reader;
    private final HalflifeClient client;
    private final Path analyzer;
    private final Console console;
    private final List<Prediction> predictions = new ArrayList<>();
    private final List<GroundTruth> labels = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private long read;
    private long accepted;
    private long duplicates;
    private long pending;
    private boolean timed;
    private long bad;
    private long shown;

    /**
     * A run that has loaded nothing.
     *
     * @param client null to check the rows and send nothing
     * @param analyzer the unpacked analyzer, which reads Parquet
     */
    public ImportRun(ImportPlan plan, HalflifeClient client, Path analyzer, Console console) {
        this.plan = plan;
        this.reader = new RowReader(plan);
        this.client = client;
        this.analyzer = analyzer;
        this.console = console;
    }

    /**
     * Loads files one after the other.
     *
     * @throws Refusal when a file cannot be read, or the server takes nothing of it; what was
     *     loaded before stays, and the same command goes on from there
     */
    public ImportSummary load(List<Path> files) {
        List<RowFile> all = files.stream().map(this::open).toList();
        try {
            for (RowFile file : all) {
                file.read(this::add, (line, rule) -> noteUnread(file.place(line), rule));
            }
            flush();
        } catch (RequestRefusedException | SendFailedException e) {
            throw Refusal.failed(
                    e.getMessage() + "; " + (accepted + duplicates) + " rows are loaded", e);
        }
        return new ImportSummary(read, accepted, duplicates, bad, pending, timed);
    }

    private RowFile open(Path file) {
        return RowFile.of(file, analyzer, plan.leftOut());
    }

    private void noteUnread(String place, String rule) {
        read++;
        noteBad(place, rule);
    }

    private void noteBad(String place, String rule) {
        bad++;
        if (shown < BAD_SHOWN) {
            shown++;
            console.note(place + ": " + rule);
        } else if (shown == BAD_SHOWN) {
            shown++;
            console.note("further bad rows are counted, not listed");
        }
    }

    private void add(SourceRow row) {
        read++;
        String place = row.file() + ":" + row.line();
        try {
            if (plan.kind() == Kind.GROUND_TRUTH) {
                GroundTruth label = reader.groundTruth(row);
                labels.add(label);
                timed |= label.eventTime() != null;
            } else {
                predictions.add(reader.prediction(row));
            }
            places.add(place);
        } catch (BadRowException e) {
            noteBad(place, e.getMessage());
        }
        if (places.size() == BATCH_ROWS) {
            flush();
        }
        if (read % PROGRESS_ROWS == 0) {
            console.note(read + " rows read");
        }
    }

    private void flush() {
        if (client != null && !places.isEmpty()) {
            count(send());
        }
        places.clear();
        predictions.clear();
        labels.clear();
    }

    private SendResult send() {
        return switch (plan.kind()) {
            case PREDICTIONS -> client.sendPredictions(predictions);
            case GROUND_TRUTH -> client.sendGroundTruth(labels);
            case REFERENCE -> client.sendReferenceRows(plan.model(), plan.version(), predictions);
        };
    }

    private void count(SendResult result) {
        accepted += result.accepted();
        duplicates += result.duplicates();
        pending += result.pending();
        long lastIndex = -1;
        long named = 0;
        for (SendResult.ItemError error : result.errors()) {
            String rule = error.pointer().replaceFirst("^/", "") + " " + error.code();
            String place = places.get((int) error.index());
            if (error.index() == lastIndex) {
                continue;
            }
            lastIndex = error.index();
            named++;
            noteBad(place, rule.strip());
        }
        bad += Math.max(0, result.rejected() + result.dropped() - named);
    }
}
