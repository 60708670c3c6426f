// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.Stories;
import io.halflife.storage.model.RegisteredVersion;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database of its own for each test, with a model, and a log that writes to it. */
public final class IngestStory implements BeforeEachCallback, AfterEachCallback {

    private Storage storage;
    private IngestLog log;
    private LogBatches batches;
    private RegisteredVersion version;

    @Override
    public void beforeEach(ExtensionContext context) {
        storage = Storage.open(PostgresFixture.freshSettings());
        version = Stories.registered(storage, "credit", "1");
        batches = new LogBatches(version.modelId(), version.versionId());
        log = IngestLog.open(storage, IngestLimits.DEFAULTS, IngestListener.NONE);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        log.close();
        storage.close();
    }

    public Storage storage() {
        return storage;
    }

    public RegisteredVersion version() {
        return version;
    }

    public IngestLog log() {
        return log;
    }

    public LogBatches batches() {
        return batches;
    }

    /** What became of each row of a batch that was committed. */
    public List<RowOutcome> append(IngestBatch batch) {
        return outcomes(log, batch);
    }

    static List<RowOutcome> outcomes(IngestLog log, IngestBatch batch) {
        try {
            return log.append(batch).get(30, TimeUnit.SECONDS).rows().stream()
                    .map(IngestRow::outcome)
                    .toList();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String sql) {
        storage.jdbi().useHandle(h -> h.execute(sql));
    }

    public long number(String sql) {
        return storage.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
    }

    public List<String> texts(String sql) {
        return storage.jdbi().withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
    }
}
