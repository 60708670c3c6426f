// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.storage.pages.Alarm;
import io.halflife.storage.pages.AlarmPages;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Alarms, newest first. */
final class AlarmReads {

    private final AlarmPages alarms;

    AlarmReads(AlarmPages alarms) {
        this.alarms = alarms;
    }

    Page<Alarm> page(VersionScope scope, PageQuery query, Cursors cursors) {
        List<Alarm> found =
                alarms.alarms(
                        scope,
                        query.from(),
                        query.to(),
                        position(cursors.place(query.cursor())),
                        query.limit() + 1);
        if (found.size() <= query.limit()) {
            return new Page<>(found, Optional.empty());
        }
        List<Alarm> items = found.subList(0, query.limit());
        return new Page<>(items, Optional.of(cursors.next(place(items.get(items.size() - 1)))));
    }

    private static List<String> place(Alarm alarm) {
        return List.of(
                alarm.raised().start().toString(),
                alarm.column().role().name(),
                alarm.column().name());
    }

    private static AlarmPages.Position position(List<String> place) {
        return place.isEmpty()
                ? null
                : new AlarmPages.Position(
                        Instant.parse(place.get(0)),
                        new Column(Role.valueOf(place.get(1)), place.get(2)));
    }
}
