// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.retraining.DeploymentEvent;
import io.halflife.monitor.retraining.PastRequest;
import java.util.List;

/**
 * What is stored about a version in its environment, in any order, and about its model.
 *
 * <p>Rows of windows that the run read anew may be among them; the new ones win. Requests and
 * deployments later than the run's clock are ignored, so that a run at an earlier clock decides as
 * it would have then.
 *
 * @param verdicts primary rows of all windows
 * @param performance rows of all windows
 * @param requests of the model in the environment, whichever version they name
 * @param deployments of the model in the environment
 */
public record History(
        List<DriftResult> verdicts,
        List<PerformanceValue> performance,
        List<PastRequest> requests,
        List<DeploymentEvent> deployments) {

    public static final History NONE = new History(List.of(), List.of(), List.of(), List.of());

    public History {
        verdicts = verdicts.stream().filter(DriftResult::primary).toList();
        performance = List.copyOf(performance);
        requests = List.copyOf(requests);
        deployments = List.copyOf(deployments);
    }
}
