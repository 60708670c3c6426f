// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.lifecycle;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.storage.Storage;
import io.halflife.storage.lifecycle.ModelEvent;
import io.halflife.storage.lifecycle.ModelEvents;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the page of archived models. Two queries. Blocking. */
public final class ArchivedPageReader {

    private final ModelStore models;
    private final ModelEvents events;

    public ArchivedPageReader(Storage storage) {
        this.models = storage.models();
        this.events = new ModelEvents(storage.jdbi());
    }

    /**
     * One page of them.
     *
     * @param after the last model of the page before; the empty string on the first page
     * @param only the models that the caller may know of; empty: all
     */
    public ArchivedPage read(String after, Set<String> only) {
        List<RegisteredModel> found = models.listArchived(after, ArchivedPage.MODELS_MAX, only);
        Map<String, ModelEvent> newest =
                events.newest(found.stream().map(RegisteredModel::modelId).toList()).stream()
                        .filter(event -> event.action() == ModelEvent.Action.ARCHIVED)
                        .collect(Collectors.toMap(ModelEvent::model, Function.identity()));
        String next =
                found.size() < ArchivedPage.MODELS_MAX
                        ? ""
                        : "/archived?after=" + Links.encoded(found.get(found.size() - 1).name());
        return new ArchivedPage(
                found.stream().map(model -> row(model, newest.get(model.name()))).toList(), next);
    }

    private static ArchivedPage.Row row(RegisteredModel model, ModelEvent event) {
        return new ArchivedPage.Row(
                model.name(),
                Links.model(model.name()) + "/versions",
                WatchedModel.badge(model.origin()),
                Figures.minute(model.archivedAt()),
                model.archivedAt().toString(),
                event == null ? "" : event.act().actor(),
                event == null ? "" : event.act().reason());
    }
}
