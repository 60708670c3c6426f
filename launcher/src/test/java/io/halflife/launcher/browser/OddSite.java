// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.browser;

import io.halflife.dashboard.DashboardService;
import io.halflife.dashboard.DashboardSettings;
import io.halflife.launcher.plant.OddNames;
import io.halflife.launcher.plant.Plant;
import io.halflife.launcher.plant.PlantedModel;
import io.halflife.launcher.postgres.PrivatePostgres;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/**
 * A dashboard over models that nobody expects: wide, long, odd, nearly empty, and 2,000 of them.
 */
final class OddSite implements AutoCloseable {

    private static final String WIDE = "wide";
    private static final String ODD = "odd";
    private static final String SMALL = "one-row";
    private static final String EMPTY = "empty";
    private static final List<String> TABS =
            List.of(
                    "",
                    "/drift",
                    "/performance",
                    "/slo",
                    "/quality",
                    "/retraining",
                    "/versions",
                    "/policy",
                    "/mutes");

    private final PrivatePostgres postgres;
    private final Storage storage;
    private final DashboardService dashboard;

    private OddSite(PrivatePostgres postgres, Storage storage, DashboardService dashboard) {
        this.postgres = postgres;
        this.storage = storage;
        this.dashboard = dashboard;
    }

    static OddSite start() {
        PrivatePostgres postgres = PrivatePostgres.start();
        Storage storage =
                Storage.open(
                        new StorageSettings(
                                postgres.url(), postgres.user(), postgres.password(), 4));
        plant(storage.jdbi());
        return new OddSite(
                postgres,
                storage,
                DashboardService.start(
                        new DashboardSettings("127.0.0.1", 0, 0, "", true), storage));
    }

    private static void plant(Jdbi jdbi) {
        Plant.model(
                jdbi, new PlantedModel(WIDE, "1", OddNames.first(200), 90, 0, 400, "two words"));
        Map.of(
                        ODD,
                        OddNames.MARKUP,
                        OddNames.LONG_MODEL,
                        OddNames.LONG,
                        "german",
                        OddNames.GERMAN,
                        "japanese",
                        OddNames.JAPANESE)
                .forEach(
                        (name, words) ->
                                Plant.model(
                                        jdbi,
                                        new PlantedModel(
                                                name,
                                                words,
                                                OddNames.first(6),
                                                12,
                                                0,
                                                300,
                                                words)));
        Plant.model(jdbi, new PlantedModel(SMALL, "1", OddNames.first(3), 1, 0, 1, "one"));
        Plant.empty(jdbi, EMPTY);
        Plant.fleet(jdbi, 2000);
    }

    String address(String path) {
        return "http://127.0.0.1:" + dashboard.port() + path;
    }

    /** Every kind of page of every kind of model. */
    List<String> paths() {
        List<String> paths =
                new ArrayList<>(
                        List.of(
                                "/",
                                "/?group=team&sort=-drift",
                                "/?q=nobody",
                                "/?state=WATCH&sort=performance",
                                "/retraining",
                                "/archived"));
        for (String model : List.of(WIDE, ODD, SMALL, EMPTY)) {
            TABS.forEach(tab -> paths.add("/models/" + model + tab));
        }
        for (String tab : List.of("", "/drift", "/retraining", "/versions", "/policy")) {
            paths.add("/models/" + OddNames.LONG_MODEL + tab);
            paths.add("/models/german" + tab);
            paths.add("/models/japanese" + tab);
        }
        for (String feature : OddNames.ALL) {
            paths.add("/models/odd/features/" + encoded(feature));
        }
        paths.add("/models/one-row/features/" + encoded(OddNames.MARKUP));
        paths.add("/models/one-row/versions/1");
        paths.add("/models/odd/versions/" + encoded(OddNames.MARKUP));
        paths.add("/models/" + OddNames.LONG_MODEL + "/versions/" + OddNames.LONG);
        return paths;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        dashboard.close();
        storage.close();
        postgres.close();
    }
}
