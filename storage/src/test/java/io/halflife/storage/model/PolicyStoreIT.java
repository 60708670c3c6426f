// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.monitor.model.Task;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.PolicyJson;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PolicyStoreIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static PolicyStore policies() {
        return POSTGRES.storage().policies();
    }

    private static int model(String name) {
        return POSTGRES.storage()
                .models()
                .create(name, RegisteredModel.Origin.LIVE, "{}")
                .orElseThrow()
                .modelId();
    }

    @Test
    void current_nothingSetIsTheDefault() {
        int model = model("untouched");

        for (Task task : Task.values()) {
            assertEquals(
                    new PolicyRevision(0, "{}", MonitoringPolicy.defaults(task)),
                    policies().current(model, task));
        }
    }

    @Test
    void append_theNewestIsInForce() {
        int model = model("revised");

        assertEquals(1, policies().append(model, "{\"grace\": \"PT2H\"}", "collector", -1));
        assertEquals(2, policies().append(model, "{\"cool_down\": \"P1D\"}", "dashboard", 1));

        PolicyRevision current = policies().current(model, Task.REGRESSION);
        assertEquals(2, current.revision());
        assertEquals(List.of("/cool_down"), PolicyJson.set(Json.read(current.body())));
        assertEquals(
                PolicyJson.parse(Json.read("{\"cool_down\": \"P1D\"}"), Task.REGRESSION).value(),
                current.policy());
    }

    @Test
    void append_ofAnOutdatedView() {
        int model = model("contested");
        policies().append(model, "{}", "collector", 0);

        assertThrows(
                ConcurrentModificationException.class,
                () -> policies().append(model, "{}", "collector", 0));
        assertEquals(1, policies().current(model, Task.REGRESSION).revision());
    }

    @Test
    void append_manyAtATimeEachHasItsNumber() {
        int model = model("crowded");

        List<CompletableFuture<Integer>> writers =
                IntStream.range(0, 8)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> policies().append(model, "{}", "w" + i, -1)))
                        .toList();

        assertEquals(
                List.of(1, 2, 3, 4, 5, 6, 7, 8),
                writers.stream().map(CompletableFuture::join).sorted().toList());
    }
}
