// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.halflife.storage.intake.MetricValues;
import io.halflife.storage.intake.Rejects;
import io.halflife.storage.intake.SchemaDrift;
import io.halflife.storage.key.ApiKeys;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.PolicyStore;
import io.halflife.storage.period.Mutes;
import io.halflife.storage.portion.UnfinishedRuns;
import io.halflife.storage.reference.ReferenceStore;
import io.halflife.storage.report.ReportWriter;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.retraining.RetrainingRequests;
import io.halflife.storage.webhook.Deliveries;
import io.halflife.storage.webhook.WebhookEndpoints;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * The database of an installation. One per process; thread-safe; blocking, so never to be called on
 * an event loop.
 */
public final class Storage implements AutoCloseable {

    private final StorageSettings settings;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final ModelStore models;
    private final PolicyStore policies;
    private final ResultReader results;
    private final ReferenceStore references;
    private final ReportWriter reports;

    private Storage(StorageSettings settings, HikariDataSource pool) {
        this.settings = settings;
        this.pool = pool;
        this.jdbi = Database.jdbi(pool);
        this.models = ModelStore.in(jdbi);
        this.policies = PolicyStore.in(jdbi);
        this.results = ResultReader.in(jdbi);
        this.references = ReferenceStore.in(jdbi);
        this.reports = ReportWriter.in(jdbi);
    }

    /**
     * Connects and checks that the schema is one that this build can work with.
     *
     * @throws SchemaException when it is not, naming the command that mends it
     * @throws UnreachableDatabaseException when there is no database that lets us in
     */
    public static Storage open(StorageSettings settings) {
        HikariDataSource pool = connected(settings);
        try {
            Storage storage = new Storage(settings, pool);
            SchemaCheck.require(storage.jdbi);
            return storage;
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariDataSource connected(StorageSettings settings) {
        try {
            return Database.pool(settings);
        } catch (HikariPool.PoolInitializationException e) {
            throw UnreachableDatabaseException.of(e);
        }
    }

    public ModelStore models() {
        return models;
    }

    public PolicyStore policies() {
        return policies;
    }

    public ResultReader results() {
        return results;
    }

    public ReferenceStore references() {
        return references;
    }

    public ReportWriter reports() {
        return reports;
    }

    public UnfinishedRuns unfinishedRuns() {
        return new UnfinishedRuns(jdbi);
    }

    public MetricValues metricValues() {
        return new MetricValues(jdbi);
    }

    public Rejects rejects() {
        return new Rejects(jdbi);
    }

    public SchemaDrift schemaDrift() {
        return new SchemaDrift(jdbi);
    }

    public RetrainingRequests requests() {
        return new RetrainingRequests(jdbi);
    }

    /** Muted and excluded periods. */
    public Mutes mutes() {
        return new Mutes(jdbi);
    }

    public WebhookEndpoints webhookEndpoints() {
        return new WebhookEndpoints(jdbi);
    }

    public ApiKeys apiKeys() {
        return new ApiKeys(jdbi);
    }

    public Deliveries deliveries() {
        return new Deliveries(jdbi);
    }

    /**
     * For the SQL of the packages below this one. An {@link java.time.Instant} is bound truncated
     * to microseconds, {@code MIN} and {@code MAX} as the infinities; a double that is NaN as null.
     */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** Where the database is, for the packages that hold connections of their own. */
    public StorageSettings settings() {
        return settings;
    }

    public DataSource dataSource() {
        return pool;
    }

    /** Connections of the pool that somebody works with. */
    public int activeConnections() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    /** Connections of the pool that are open and unused. */
    public int idleConnections() {
        return pool.getHikariPoolMXBean().getIdleConnections();
    }

    /** Callers that wait for a connection of the pool. */
    public int waitingForConnection() {
        return pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}
