// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.storage.webhook.AttemptOutcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed between the POST and its note of it. */
class KilledServiceIT {

    private static final String REQUEST = "rtr_1";

    @TempDir private Path folder;

    /**
     * The receiver has the message, nobody knows it: it is sent again, under the same id, as soon
     * as the lease is over. The second service's clock is ahead, so that nobody has to wait.
     */
    @Test
    void kill_betweenPostAndNote_sendsAgainUnderTheSameId() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Installed installed = Installed.fresh();
                Receiver receiver = Receiver.open().answering(exchange -> over.await())) {
            installed.endpoint(receiver.url());
            installed.request(REQUEST);
            Process process = start(installed);
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> receiver.calls().size() == 1);
            } finally {
                process.destroyForcibly().waitFor();
                over.countDown();
            }
            assertEquals(List.of(AttemptOutcome.UNDER_WAY), installed.outcomes(REQUEST));

            sendWith(installed, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2)));

            assertEquals(
                    List.of(AttemptOutcome.LOST, AttemptOutcome.DELIVERED),
                    installed.outcomes(REQUEST));
            assertEquals(2, receiver.calls().size());
            assertEquals(receiver.calls().get(0).id(), receiver.calls().get(1).id());
            assertEquals(receiver.calls().get(0).body(), receiver.calls().get(1).body());
        }
    }

    @SuppressWarnings("try") // the service runs beside the test
    private static void sendWith(Installed installed, Clock clock) {
        try (RetrainingService service = installed.start(clock)) {
            await().until(() -> installed.state(REQUEST).equals("SENT"));
        }
    }

    private Process start(Installed installed) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName());
        builder.environment().keySet().removeIf(key -> key.startsWith("HALFLIFE_"));
        builder.environment()
                .putAll(
                        Map.of(
                                "HALFLIFE_DB_URL", installed.storage().settings().url(),
                                "HALFLIFE_DB_USER", installed.storage().settings().user(),
                                "HALFLIFE_DB_PASSWORD", installed.storage().settings().password(),
                                "HALFLIFE_RETRAINING_MANAGEMENT_PORT", "0",
                                "HALFLIFE_RETRAINING_DASHBOARD_URL", "http://127.0.0.1:8090",
                                "HALFLIFE_SECRET_KEY", installed.keyText(),
                                "HALFLIFE_DEV", "true"));
        File log = folder.resolve("service.log").toFile();
        return builder.redirectErrorStream(true).redirectOutput(log).start();
    }
}
