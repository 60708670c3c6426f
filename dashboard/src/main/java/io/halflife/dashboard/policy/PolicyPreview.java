// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.WatchedModels;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.Violation;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.Storage;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.rehearsal.DryRun;
import io.halflife.storage.rehearsal.DryRunJson;
import io.halflife.storage.rehearsal.RehearsalRange;
import io.halflife.storage.rehearsal.RehearsalRefusedException;
import io.halflife.storage.rehearsal.RehearsedVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * What a policy would have made of the last {@value #DAYS} days: the rehearsal of {@code analyze
 * --dry-run} over one reading of the store. Bounded, for it is the dearest question of all: one at
 * a time for a model in the whole installation, two in this process, and all in {@value #SECONDS}
 * seconds. Thread-safe; blocking.
 */
final class PolicyPreview {

    /** Windows of these days before the newest run are counted. */
    static final int DAYS = 90;

    static final int SECONDS = 20;

    private static final int AT_ONCE = 2;
    private static final Duration COUNTED = Duration.ofDays(DAYS);

    /** Windows up to this length are replayed from {@link #COUNTED} before; longer ones are few. */
    private static final Duration SHORT = Duration.ofDays(1);

    private static final String CANCELLED_BY_TIMEOUT = "57014";

    private final Storage storage;
    private final WatchedModels models;
    private final Semaphore room = new Semaphore(AT_ONCE);

    PolicyPreview(Storage storage) {
        this.storage = storage;
        this.models = new WatchedModels(storage);
    }

    /**
     * The rehearsal in JSON.
     *
     * @param version null or empty: the one analysed last, like environment
     * @throws ProblemException 404 for what does not exist, 409 where there is nothing to replay or
     *     a preview of the model is under way, 422 for another cut of time, 503 beyond the bounds
     */
    ObjectNode of(String model, String version, String environment, MonitoringPolicy tried) {
        WatchedModel watched = models.find(model, version, environment);
        if (watched.run().isEmpty()) {
            throw conflict("never_analysed", "nothing was analysed yet that could be judged again");
        }
        if (!room.tryAcquire()) {
            throw busy("other previews are under way; try again in a moment");
        }
        try {
            return rehearsed(watched, tried);
        } catch (RehearsalRefusedException e) {
            throw new ProblemException(refusal(e));
        } catch (JdbiException e) {
            throw isTimeout(e) ? tooLong() : e;
        } finally {
            room.release();
        }
    }

    private ObjectNode rehearsed(WatchedModel watched, MonitoringPolicy tried) {
        Jdbi jdbi = storage.jdbi();
        Instant asOf = watched.run().orElseThrow().asOf();
        PolicyRevision inForce =
                storage.policies()
                        .current(
                                watched.model().modelId(),
                                watched.version().definition().output().task());
        RehearsalRange range = range(asOf, tried.window());
        ObjectNode json =
                jdbi.inTransaction(
                        TransactionIsolationLevel.REPEATABLE_READ,
                        handle -> {
                            begin(handle, watched.model().modelId());
                            return DryRunJson.write(
                                    DryRun.of(
                                            jdbi,
                                            new RehearsedVersion(
                                                    watched.model(),
                                                    watched.version(),
                                                    watched.environment()),
                                            inForce,
                                            tried,
                                            range));
                        });
        return json.put("days", DAYS).put("as_of", asOf.toString());
    }

    private static RehearsalRange range(Instant asOf, WindowSpec windows) {
        Instant from = asOf.minus(COUNTED);
        boolean isShort =
                windows.containing(Instant.EPOCH)
                        .filter(w -> Duration.between(w.start(), w.end()).compareTo(SHORT) <= 0)
                        .isPresent();
        return new RehearsalRange(
                isShort ? from.minus(COUNTED) : Instant.MIN,
                from,
                Instant.MAX,
                Duration.ofSeconds(SECONDS));
    }

    private static void begin(Handle handle, int modelId) {
        handle.execute("set transaction read only");
        handle.execute("set local statement_timeout = '" + SECONDS / 2 + "s'");
        boolean isAlone =
                handle.createQuery(
                                """
                                select pg_try_advisory_xact_lock(hashtextextended(
                                    'halflife.preview/' || cast(:model as text), 0))
                                """)
                        .bind("model", modelId)
                        .mapTo(Boolean.class)
                        .one();
        if (!isAlone) {
            throw conflict("preview_running", "a preview of this model is under way; wait for it");
        }
    }

    private static Problem refusal(RehearsalRefusedException refused) {
        return switch (refused.reason()) {
            case OTHER_WINDOWS ->
                    Problems.invalid(
                            List.of(
                                    new Violation(
                                            "/window",
                                            "preview_other_windows",
                                            refused.getMessage())));
            case NEVER_ANALYSED -> Problem.of(409, "never_analysed", refused.getMessage());
            case TOO_LONG -> Problem.of(503, "preview_too_long", refused.getMessage());
        };
    }

    private static boolean isTimeout(JdbiException failure) {
        return failure.getCause() instanceof SQLException e
                && CANCELLED_BY_TIMEOUT.equals(e.getSQLState());
    }

    private static ProblemException tooLong() {
        return new ProblemException(
                Problem.of(
                        503,
                        "preview_too_long",
                        "the store took longer than the preview may; analyze --dry-run has no such"
                                + " limit"));
    }

    private static ProblemException busy(String why) {
        return new ProblemException(Problems.unavailable("preview_busy", why));
    }

    private static ProblemException conflict(String code, String detail) {
        return new ProblemException(Problem.of(409, code, detail));
    }
}
