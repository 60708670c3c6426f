// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.requests;

import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.requests.RequestPage.Act;
import io.halflife.storage.results.StoredRequest;
import io.halflife.storage.retraining.RequestState;
import java.util.ArrayList;
import java.util.List;

/** What can be done to a request in the state that it has. */
final class RequestActWords {

    private RequestActWords() {}

    static List<Act> acts(String model, StoredRequest stored) {
        RequestState state = RequestState.valueOf(stored.state());
        String path =
                "/v1"
                        + Links.model(model)
                        + "/retraining-requests/"
                        + Links.encoded(stored.request().id());
        List<Act> acts = new ArrayList<>();
        if (state.mayBecome(RequestState.ACKNOWLEDGED)) {
            acts.add(
                    new Act(
                            path + ":acknowledge",
                            "Acknowledge",
                            "Somebody sees to it; it still expires unless it is finished."));
        }
        if (state.mayBeCancelled()) {
            acts.add(
                    new Act(
                            path + ":cancel",
                            "Cancel",
                            "What was not delivered yet is not sent; endpoints are told."));
        }
        return acts;
    }
}
