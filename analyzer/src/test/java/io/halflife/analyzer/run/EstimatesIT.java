// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.CreditRisk;
import io.halflife.analyzer.CreditRisk.Loan;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.estimation.Estimator;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Performance before labels are in, from rows to stored estimates. */
class EstimatesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Duration GRACE = Duration.ofHours(1);
    private static final int ROWS = 2_500;
    private static Engine engine;

    private final Storage storage = POSTGRES.storage();
    private final Analyzer analyzer = new Analyzer(storage, engine);
    private final CreditRisk model = CreditRisk.register(storage);
    private final VersionScope scope =
            new VersionScope(model.version().versionId(), CreditRisk.PRODUCTION);

    @BeforeAll
    static void startSpark() {
        engine =
                Engine.start(
                        new AnalyzerSettings("local[2]", 1000, 4096),
                        DatabaseAccess.of(POSTGRES.settings()));
    }

    @AfterAll
    static void stopSpark() {
        engine.close();
    }

    /** Its window is cut into three parts and read in a shuffle; the next day's in one task. */
    @Test
    void windowWithoutLabels_isEstimatedWhereItIsMeasuredLater() {
        long reference = model.freezeReference(4_000);
        List<Loan> loans = model.predict(model.loans(0, ROWS));
        run(0);
        Estimator estimator = storage.references().estimator(reference).orElseThrow();
        PerformanceValue early = value("accuracy", true);

        assertEquals(4_000, estimator.basis().rows());
        assertEquals(
                Set.of(
                        "accuracy",
                        "precision",
                        "recall",
                        "specificity",
                        "f1",
                        "balanced_accuracy",
                        "roc_auc",
                        "positive_rate"),
                estimates().stream().map(PerformanceValue::metric).collect(Collectors.toSet()));
        assertEquals(ROWS, early.n());
        assertFalse(early.mature());
        assertTrue(Double.isNaN(value("accuracy", false).value()), "nothing is measured yet");

        model.label(loans, Duration.ofDays(1).plus(GRACE));
        run(1);
        PerformanceValue measured = value("accuracy", false);
        PerformanceValue late = value("accuracy", true);

        assertTrue(measured.mature());
        assertEquals(ROWS, measured.labelled());
        assertTrue(early.low() <= measured.value() && measured.value() <= early.high());
        assertEquals(early.value(), late.value(), "labels change no estimate");
        assertTrue(late.mature());
    }

    /** However bad the estimate, it is a warning in the reason and no request. */
    @Test
    void estimateBelowTheThreshold_warnsAndAsksForNothing() {
        model.freezeReference(4_000);
        storage.policies()
                .append(
                        model.version().modelId(),
                        "{\"performance\":{\"threshold\":{\"absolute\":0.99}}}",
                        "test",
                        -1);
        for (int day = 0; day < 6; day++) {
            model.predict(model.loans(day, 300));
        }
        run(5);
        AnalysisRun run = storage.results().latestRun(scope).orElseThrow();

        assertEquals("NONE", run.decision());
        assertTrue(run.decisionReason().contains("warning: accuracy of window"), run.toString());
        assertTrue(run.decisionReason().contains("decides nothing"), run.toString());
        assertEquals(
                List.of(),
                storage.results().requests(model.version().modelId(), CreditRisk.PRODUCTION));
    }

    @Test
    void sameRunAgain_storesTheSameEstimates() {
        model.freezeReference(1_000);
        model.playDay(0);
        run(0);
        List<PerformanceValue> first = estimates();

        run(0);

        assertFalse(first.isEmpty());
        assertEquals(first, estimates());
    }

    /** Nothing is known of the scores: nothing is estimated, and all else goes on. */
    @Test
    void referenceOfFewRows_givesNoEstimates() {
        long reference = model.freezeReference(60);
        model.playDay(0);
        run(0);

        assertEquals(Optional.empty(), storage.references().estimator(reference));
        assertEquals(List.of(), estimates());
        assertTrue(value("accuracy", false).value() > 0.5);
    }

    private void run(int day) {
        Instant asOf = CreditRisk.day(day + 1).plus(GRACE).plus(Duration.ofMinutes(1));
        analyzer.analyze(
                new AnalysisRequest(
                        Optional.of(model.name()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(asOf),
                        ""));
    }

    private List<PerformanceValue> estimates() {
        return performance().stream().filter(PerformanceValue::estimated).toList();
    }

    private List<PerformanceValue> performance() {
        return storage.results().performance(scope, Instant.MIN, Instant.MAX);
    }

    private PerformanceValue value(String metric, boolean estimated) {
        return performance().stream()
                .filter(v -> v.metric().equals(metric) && v.estimated() == estimated)
                .findFirst()
                .orElseThrow();
    }
}
