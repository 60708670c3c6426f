// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import io.halflife.monitor.analysis.LeftOut;
import io.halflife.monitor.decay.DecayAnalysis;
import io.halflife.monitor.decay.DecayOrigins;
import io.halflife.monitor.decay.DecayReport;
import io.halflife.monitor.drift.DatasetDrift;
import io.halflife.monitor.performance.Maturity;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.retraining.Deployments;
import io.halflife.monitor.retraining.PastRequest;
import io.halflife.monitor.retraining.RequestGate;
import io.halflife.monitor.retraining.RequestId;
import io.halflife.monitor.retraining.RetrainingReason;
import io.halflife.monitor.retraining.RetrainingRule;
import io.halflife.monitor.retraining.Ruling;
import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The requests that runs at the close of each window would have made. A fit looks at the newest
 * {@value #WINDOWS_MAX} windows and at the first, where its time begins, so that years of hours are
 * rehearsed in time that grows with their number alone.
 */
final class Requests {

    /** More than a fit takes. */
    static final int WINDOWS_MAX = 400;

    private final Subject subject;
    private final MonitoringPolicy policy;
    private final NavigableMap<Window, DatasetDrift> drift;
    private final TreeMap<Window, PerformanceValue> performance = new TreeMap<>();
    private final List<PastRequest> made = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();

    Requests(Subject subject, MonitoringPolicy policy, NavigableMap<Window, DatasetDrift> drift) {
        this.subject = subject;
        this.policy = policy;
        this.drift = drift;
        subject.performance().stream()
                .filter(value -> value.metric().equals(policy.performance().metric()))
                .filter(value -> !value.estimated())
                .forEach(value -> performance.put(value.window(), value));
    }

    List<Asked> asked() {
        TreeSet<Instant> clocks = new TreeSet<>();
        drift.keySet().forEach(window -> clocks.add(closing(window)));
        performance.keySet().forEach(window -> clocks.add(closing(window)));
        clocks.headSet(subject.until(), true).stream()
                .filter(clock -> !clock.isBefore(subject.since()))
                .forEach(this::decide);
        return asked;
    }

    private Instant closing(Window window) {
        return window.end().plus(policy.grace());
    }

    private void decide(Instant asOf) {
        Deployments deployments = Deployments.upTo(asOf, subject.deployments());
        DecayReport decay = decay(asOf, deployments);
        Ruling ruling =
                new RetrainingRule(policy)
                        .decide(decay.standing().orElse(null), decay.noStanding(), newest(asOf));
        Optional<RetrainingReason> wish = ruling.asksFor();
        RequestGate gate = new RequestGate(policy.coolDown(), made, deployments);
        if (wish.isPresent() && gate.refusal(subject.version(), asOf).isEmpty()) {
            String id = RequestId.of(subject.version().id(), "rehearsal", asOf, wish.get());
            made.add(new PastRequest(id, asOf, wish.get(), true));
            asked.add(new Asked(asOf, wish.get(), ruling.reason()));
        }
    }

    private List<DatasetDrift> newest(Instant asOf) {
        return drift.descendingMap().entrySet().stream()
                .filter(entry -> entry.getKey().isClosed(asOf, policy.grace()))
                .limit(RetrainingRule.DRIFTING_WINDOWS_SPAN)
                .map(Map.Entry::getValue)
                .toList();
    }

    private DecayReport decay(Instant asOf, Deployments deployments) {
        DecayOrigins origins =
                new DecayOrigins(
                        deployments.firstOf(subject.version().id().version()).orElse(null),
                        subject.version()
                                .training()
                                .knownEnd()
                                .orElse(subject.reference().lastEvent()));
        return new DecayAnalysis(subject.version().output().task(), policy, origins, "")
                .of(
                        new LeftOut(subject.periods()).fitted(known(asOf)),
                        subject.reference().performanceOf(policy.performance().metric()),
                        deployments.artifactsOf(
                                subject.version().id().version(),
                                subject.version().artifactDigest()));
    }

    /** Oldest first. */
    private List<PerformanceValue> known(Instant asOf) {
        Maturity maturity = new Maturity(policy.matureCoverage(), policy.maxLabelDelay());
        List<PerformanceValue> newest =
                performance.descendingMap().values().stream()
                        .filter(value -> value.window().isClosed(asOf, policy.grace()))
                        .limit(WINDOWS_MAX)
                        .toList();
        List<PerformanceValue> known = new ArrayList<>();
        if (!newest.isEmpty() && newest.size() < performance.size()) {
            known.add(performance.firstEntry().getValue().withMature(false));
        }
        for (int i = newest.size() - 1; i >= 0; i--) {
            PerformanceValue value = newest.get(i);
            boolean mature = maturity.isMature(value.window(), value.n(), value.labelled(), asOf);
            if (known.isEmpty() || !known.get(0).window().equals(value.window())) {
                known.add(value.withMature(mature));
            } else {
                known.set(0, value.withMature(mature));
            }
        }
        return known;
    }
}
