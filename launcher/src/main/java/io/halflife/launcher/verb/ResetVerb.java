// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.services.Installation;
import io.halflife.launcher.services.JoinedServices;
import io.halflife.launcher.services.Services;
import io.halflife.launcher.services.Workplace;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code halflife reset}: removes replayed and demo models, never a live one. */
final class ResetVerb implements Verb {

    private static final int PAGE = 100;

    @Override
    public int run(List<String> words, Context context) {
        Options options = Options.read("reset", words, Set.of("--model"), Set.of()).none();
        Workplace workplace = context.workplace();
        Optional<JoinedServices> joined = JoinedServices.join(workplace);
        try (Installation installation =
                joined.isPresent()
                        ? joined.get()
                        : Services.start(workplace, "reset", Services.Scope.DATABASE)) {
            ModelStore models = installation.storage().models();
            List<String> names =
                    options.value("--model")
                            .map(name -> List.of(replayed(models, name)))
                            .orElseGet(() -> allReplayed(models));
            names.forEach(models::reset);
            context.console()
                    .note(
                            names.isEmpty()
                                    ? "there is no replayed or demo model"
                                    : "removed " + String.join(", ", names));
        }
        return 0;
    }

    private static String replayed(ModelStore models, String name) {
        RegisteredModel model =
                models.find(name).orElseThrow(() -> Refusal.failed("there is no model " + name));
        if (model.origin() == RegisteredModel.Origin.LIVE) {
            throw Refusal.failed(
                    name + " is a live model; only replayed and demo models are reset");
        }
        return name;
    }

    private static List<String> allReplayed(ModelStore models) {
        List<String> names = new ArrayList<>();
        List<RegisteredModel> page = models.list("", PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(m -> m.origin() != RegisteredModel.Origin.LIVE)
                    .forEach(m -> names.add(m.name()));
            page = models.list(page.get(page.size() - 1).name(), PAGE);
        }
        return names;
    }
}
