// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import static io.halflife.dashboard.metrics.ResultFixture.TODAY;
import static io.halflife.dashboard.metrics.ResultFixture.version;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.monitor.window.Window;
import io.halflife.storage.results.CurrentVersion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveVersionsTest {

    private static Window daysAgo(int days) {
        Duration back = Duration.ofDays(days);
        return new Window(TODAY.start().minus(back), TODAY.end().minus(back));
    }

    @Test
    void versions_ofAModelOverlapForADayAndOneWindow() {
        CurrentVersion now = version(1, 3, TODAY);
        CurrentVersion before = version(1, 2, daysAgo(1));
        CurrentVersion old = version(1, 1, daysAgo(30));

        assertEquals(List.of(now, before), LiveVersions.of(List.of(now, old, before)));
        CurrentVersion gone = version(1, 2, daysAgo(2));
        assertEquals(List.of(now), LiveVersions.of(List.of(now, gone, old)));
    }

    @Test
    void version_withoutAWindowYetIsShownWhenItWasAnalysedLast() {
        CurrentVersion fresh = version(1, 2, null);
        CurrentVersion before = version(1, 1, TODAY);

        assertEquals(List.of(fresh, before), LiveVersions.of(List.of(fresh, before)));
    }

    @Test
    void models_doNotDisplaceEachOther() {
        CurrentVersion one = version(1, 1, TODAY);
        CurrentVersion other = version(2, 2, daysAgo(300));

        assertEquals(List.of(one, other), LiveVersions.of(List.of(one, other)));
    }
}
