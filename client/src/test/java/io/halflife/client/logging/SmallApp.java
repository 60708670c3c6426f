// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import java.net.URI;
import java.time.Duration;

/** A process of somebody else: it logs and ends. */
final class SmallApp {

    private SmallApp() {}

    public static void main(String[] args) {
        // A busy machine may need longer than the default to start all this.
        PredictionLogger logger =
                PredictionLogger.open(
                        LoggerSettings.of(URI.create(args[0]), "")
                                .withCloseWithin(Duration.ofSeconds(30)));
        for (int i = 0; i < 700; i++) {
            logger.log(Sample.prediction("app-" + i));
        }
    }
}
