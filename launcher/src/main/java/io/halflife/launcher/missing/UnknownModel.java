// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.missing;

import io.halflife.launcher.console.Refusal;
import io.halflife.monitor.naming.NearName;
import io.halflife.storage.Storage;
import io.halflife.storage.model.RegisteredModel;
import java.util.List;
import java.util.Set;

/** A model was named that is not there. */
public final class UnknownModel {

    /** Of so many models the names are compared. */
    private static final int COMPARED_MAX = 10_000;

    private UnknownModel() {}

    /** With the name that was perhaps meant. */
    public static Refusal refusal(Storage storage, String name) {
        List<String> known =
                storage.models().list("", COMPARED_MAX, Set.of()).stream()
                        .map(RegisteredModel::name)
                        .toList();
        return Refusal.failed("there is no model " + name + NearName.suggestion(name, known));
    }
}
