// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import io.halflife.client.spool.SpoolFile;
import io.halflife.client.spool.SpoolRecord;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spool file, if one was asked for: its failures are counted and never reach anybody. Used by
 * the sending thread alone.
 */
final class Spooling {

    private static final Logger LOG = LoggerFactory.getLogger(PredictionLogger.class);

    private final LoggerSettings settings;
    private final Counters counters;
    private final WarnLimit warnings;
    private SpoolFile file;

    Spooling(LoggerSettings settings, Counters counters, WarnLimit warnings) {
        this.settings = settings;
        this.counters = counters;
        this.warnings = warnings;
    }

    void open() {
        if (settings.spoolFile().isEmpty()) {
            return;
        }
        try {
            Optional<SpoolFile> opened =
                    SpoolFile.open(settings.spoolFile().get(), settings.spoolBytesMax());
            opened.ifPresentOrElse(
                    this::take,
                    () -> LOG.warn("other processes hold the spool files; going on without"));
        } catch (IOException e) {
            LOG.warn("the spool file cannot be used; going on without", e);
        }
    }

    private void take(SpoolFile opened) {
        file = opened;
        counters.recoveredItems = opened.recoveredItems();
        showCounts();
        if (opened.damagedBytes() > 0) {
            LOG.warn("{} lost {} torn bytes", opened.path(), opened.damagedBytes());
        }
    }

    boolean isOpen() {
        return file != null;
    }

    /** Keeps a parcel, or counts why not. */
    void store(Parcel parcel, DropReason reasonWithout) {
        if (file == null) {
            counters.drop(reasonWithout, parcel.size());
            return;
        }
        try {
            if (!file.append(parcel.record())) {
                counters.drop(DropReason.SPOOL_FULL, parcel.size());
            }
        } catch (IOException e) {
            counters.drop(DropReason.SPOOL_FAILED, parcel.size());
            warn(e);
        }
        showCounts();
    }

    /** The oldest parcel that is kept. */
    Optional<Parcel> oldest(long now) {
        if (file == null || file.items() == 0) {
            return Optional.empty();
        }
        try {
            Optional<SpoolRecord> record = file.oldest();
            showCounts();
            Optional<ItemKind> kind = record.flatMap(r -> ItemKind.ofCode(r.kind()));
            if (record.isPresent() && kind.isEmpty()) {
                counters.drop(DropReason.INVALID, record.get().items().size());
                file.acknowledge();
            }
            return kind.map(k -> new Parcel(k, record.get().items(), now, true));
        } catch (IOException e) {
            warn(e);
            return Optional.empty();
        }
    }

    /** The oldest parcel has had its answer. */
    void acknowledge() {
        try {
            file.acknowledge();
        } catch (IOException e) {
            warn(e);
        }
        showCounts();
    }

    private void showCounts() {
        counters.spooledItems = file.items();
        counters.spoolDamagedBytes = file.damagedBytes();
    }

    private void warn(IOException e) {
        if (warnings.allows("spool")) {
            LOG.warn("the spool file fails", e);
        }
    }

    void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            warn(e);
        }
    }
}
