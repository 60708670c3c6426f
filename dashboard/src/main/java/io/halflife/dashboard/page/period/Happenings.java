// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.period;

import io.halflife.dashboard.chart.EventMark;
import io.halflife.dashboard.chart.EventMark.Kind;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.pages.Alarm;
import io.halflife.storage.results.StoredRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Deployments, alarms and calls to retrain as marks on the axis of time. */
public final class Happenings {

    private static final int NAMES_MAX = 3;

    private Happenings() {}

    /** By time. */
    public static List<EventMark> of(
            List<Deployment> deployments, List<Alarm> alarms, List<StoredRequest> requests) {
        List<EventMark> marks = new ArrayList<>();
        for (Deployment deployment : deployments) {
            marks.add(
                    new EventMark(
                            Kind.DEPLOYMENT,
                            deployment.occurredAt(),
                            "version "
                                    + deployment.version()
                                    + " "
                                    + deployment.action().replace('_', ' ')));
        }
        addAlarms(marks, alarms);
        for (StoredRequest request : requests) {
            marks.add(
                    new EventMark(
                            Kind.REQUEST,
                            request.request().asOf(),
                            "retraining requested: " + request.request().reason().jsonName()));
        }
        marks.sort(Comparator.comparing(EventMark::at));
        return marks;
    }

    /** Columns whose alarms came or went in one window share a mark. */
    private static void addAlarms(List<EventMark> marks, List<Alarm> alarms) {
        Map<Instant, List<String>> raised = new TreeMap<>();
        Map<Instant, List<String>> cleared = new TreeMap<>();
        for (Alarm alarm : alarms) {
            String name = alarm.column().name();
            names(raised, alarm.raised().end()).add(name);
            if (!alarm.isStanding()) {
                names(cleared, alarm.cleared().end()).add(name);
            }
        }
        raised.forEach(
                (at, names) ->
                        marks.add(new EventMark(Kind.ALARM, at, "alarm raised: " + list(names))));
        cleared.forEach(
                (at, names) ->
                        marks.add(
                                new EventMark(Kind.CLEARED, at, "alarm cleared: " + list(names))));
    }

    private static List<String> names(Map<Instant, List<String>> byTime, Instant at) {
        return byTime.computeIfAbsent(at, time -> new ArrayList<>());
    }

    private static String list(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMES_MAX, names.size())));
        int more = names.size() - NAMES_MAX;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
