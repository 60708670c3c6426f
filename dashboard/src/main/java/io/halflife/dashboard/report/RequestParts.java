// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.report;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.period.Period;
import io.halflife.dashboard.report.ReportPage.Requests;
import io.halflife.dashboard.requests.RequestReader;
import io.halflife.storage.Storage;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.results.StoredRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Calls to retrain a version that were made in a period, by the clock of its runs. Blocking. */
final class RequestParts {

    private static final int SHOWN_MAX = 10;
    private static final RequestReader.Rights NONE = new RequestReader.Rights(false, false);

    private final ResultReader results;
    private final RequestReader requests;

    RequestParts(Storage storage, Clock clock) {
        this.results = storage.results();
        this.requests = new RequestReader(storage, clock);
    }

    Requests in(WatchedModel model, Period period) {
        if (model.version() == null) {
            return new Requests(List.of(), "No version is registered yet.");
        }
        List<StoredRequest> newestFirst = new ArrayList<>();
        for (StoredRequest stored :
                results.requests(model.model().modelId(), model.environment())) {
            if (isIn(stored, model, period)) {
                newestFirst.add(stored);
            }
        }
        Collections.reverse(newestFirst);
        return new Requests(
                newestFirst.stream()
                        .limit(SHOWN_MAX)
                        .map(r -> requests.read(model.name(), r.request().id(), NONE))
                        .toList(),
                note(newestFirst.size()));
    }

    private static boolean isIn(StoredRequest stored, WatchedModel model, Period period) {
        return stored.request().version().version().equals(model.versionName())
                && !stored.request().asOf().isBefore(period.from())
                && stored.request().asOf().isBefore(period.to());
    }

    private static String note(int count) {
        if (count == 0) {
            return "Retraining was not asked for in this period.";
        }
        return "Retraining was asked for "
                + (count == 1 ? "once" : Figures.count(count) + " times")
                + " in this period, by the clock of the analysis."
                + (count > SHOWN_MAX ? " The newest " + SHOWN_MAX + " are shown." : "");
    }
}
