// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.requests;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.ModelHead;
import io.halflife.dashboard.page.ModelHeads;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.WatchedModels;
import io.halflife.monitor.retraining.RetrainingRequest;
import io.halflife.storage.Storage;
import io.halflife.storage.results.RequestPages;
import io.halflife.storage.results.RequestPages.Numbered;
import io.halflife.storage.webhook.Deliveries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the lists of requests. Blocking. */
public final class RequestListReader {

    /** Requests on one page. */
    static final int ROWS_MAX = 50;

    private final RequestPages requests;
    private final Deliveries deliveries;
    private final WatchedModels models;
    private final ModelHeads heads;

    public RequestListReader(Storage storage) {
        this.requests = new RequestPages(storage.jdbi());
        this.deliveries = new Deliveries(storage.jdbi());
        this.models = new WatchedModels(storage);
        this.heads = new ModelHeads(storage);
    }

    /**
     * Of every model.
     *
     * @param before the number that the page before ended with; null on the first page
     * @param models those that the caller may know of; empty: all
     */
    public RequestListPage all(String before, Set<String> models) {
        List<Numbered> found = requests.newest(models, number(before), ROWS_MAX);
        return new RequestListPage(
                Shell.of("Retraining", Shell.Section.RETRAINING),
                true,
                rows(found, ""),
                null,
                next("/retraining", Map.of(), found));
    }

    /**
     * Of one model in one environment.
     *
     * @param canAsk whether the reader may ask for retraining
     */
    public RequestListPage ofModel(
            String name, String version, String environment, String before, boolean canAsk) {
        WatchedModel model = models.find(name, version, environment);
        List<Numbered> found =
                requests.newest(
                        model.model().modelId(), model.environment(), number(before), ROWS_MAX);
        return new RequestListPage(
                Shell.ofModel(heads.head(model, ModelHead.Tab.RETRAINING), false),
                false,
                rows(found, model.query()),
                canAsk && model.version() != null && !model.isArchived()
                        ? new RequestListPage.Ask(
                                "/v1" + Links.model(name) + "/retraining-requests",
                                model.versionName(),
                                model.environment())
                        : null,
                next(Links.model(name) + "/retraining", Requests.asked(model), found));
    }

    /** What is no number of ours is the first page. */
    private static long number(String before) {
        return before != null && before.matches("[0-9]{1,18}")
                ? Long.parseLong(before)
                : Long.MAX_VALUE;
    }

    private static String next(String path, Map<String, String> parameters, List<Numbered> found) {
        if (found.size() < ROWS_MAX) {
            return "";
        }
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("before", Long.toString(found.get(found.size() - 1).number()));
        return path + Links.query(all);
    }

    private List<RequestRow> rows(List<Numbered> found, String query) {
        Map<String, Boolean> delivered =
                deliveries.delivered(found.stream().map(n -> n.request().request().id()).toList());
        return found.stream().map(numbered -> row(numbered, query, delivered)).toList();
    }

    private static RequestRow row(Numbered numbered, String query, Map<String, Boolean> delivered) {
        RetrainingRequest request = numbered.request().request();
        Boolean arrived = delivered.get(request.id());
        return new RequestRow(
                request.version().model(),
                request.version().version(),
                request.environment(),
                Links.model(request.version().model())
                        + "/retraining/"
                        + Links.encoded(request.id())
                        + query,
                request.reason().jsonName(),
                request.summary(),
                Figures.minute(request.asOf()),
                arrived == null ? "no endpoint" : arrived ? "delivered" : "not delivered",
                RequestMark.ofRequest(numbered.request().state()));
    }
}
