// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, ending, being killed: no process is left behind, nothing that was stored is lost. */
class LifecycleIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir static Path stateHome;
    @TempDir Path folder;

    private final LauncherProcess launcher = new LauncherProcess(stateHome);
    private final Map<String, String> ports = new HashMap<>();
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void choosePorts() throws Exception {
        for (String key :
                List.of(
                        "HALFLIFE_COLLECTOR_PORT",
                        "HALFLIFE_COLLECTOR_MANAGEMENT_PORT",
                        "HALFLIFE_DASHBOARD_PORT",
                        "HALFLIFE_DASHBOARD_MANAGEMENT_PORT",
                        "HALFLIFE_RETRAINING_MANAGEMENT_PORT")) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports.put(key, Integer.toString(socket.getLocalPort()));
            }
        }
    }

    @AfterEach
    void stopAll() throws Exception {
        started.forEach(Process::destroyForcibly);
        launcher.run("stop");
    }

    private Process up() throws IOException {
        Path err = Files.createTempFile(stateHome, "up", ".err");
        Process process = launcher.start(err.resolveSibling("up.out"), err, ports, List.of("up"));
        started.add(process);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !process.isAlive() || Files.readString(err).contains("Ctrl-C"));
        assertTrue(process.isAlive(), Files.readString(err));
        return process;
    }

    private JsonNode running() throws IOException {
        Path file = stateHome.resolve("halflife/running.json");
        return new ObjectMapper().readTree(Files.readString(file, StandardCharsets.UTF_8));
    }

    private List<ProcessHandle> processes() throws IOException {
        List<ProcessHandle> handles = new ArrayList<>();
        for (JsonNode service : running().path("services")) {
            ProcessHandle.of(service.path("pid").asLong()).ifPresent(handles::add);
        }
        return handles;
    }

    /** A zombie, which nobody has waited for, has no program any more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static void awaitGone(List<ProcessHandle> processes) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> processes.stream().noneMatch(LifecycleIT::runs));
    }

    @Test
    void interrupt_leavesNoProcessBehind() throws Exception {
        Process up = up();
        List<ProcessHandle> processes = processes();
        assertEquals(5, processes.size());
        assertEquals(0, launcher.run("status").exitCode());

        up.destroy();

        assertTrue(up.waitFor(90, TimeUnit.SECONDS));
        awaitGone(processes);
        assertFalse(Files.exists(stateHome.resolve("halflife/running.json")));
        LauncherProcess.Outcome status = launcher.run("status");
        assertEquals(3, status.exitCode());
        assertTrue(status.out().startsWith("nothing runs in "), status.out());
    }

    /** Only Postgres outlives a launcher that is killed; the next start takes it over. */
    @Test
    void kill_theAnalyzerEndsToo_andTheNextStartWorksAtOnce() throws Exception {
        Process up = up();
        List<ProcessHandle> processes = processes();
        ProcessHandle postgres = processes.get(0);
        List<ProcessHandle> others = processes.subList(1, processes.size());

        up.destroyForcibly();

        awaitGone(others);
        assertTrue(runs(postgres));
        up();
        assertEquals(postgres.pid(), processes().get(0).pid());
        postgres.destroyForcibly();
        started.forEach(Process::destroyForcibly);
        awaitGone(List.of(postgres, started.get(1).toHandle()));
        up();
        assertTrue(runs(processes().get(0)));
    }

    @Test
    void replay_whileServicesRun_usesThem() throws Exception {
        up();
        new MultiClassSample(1).write(folder);
        JsonNode before = running();

        LauncherProcess.Outcome first = launcher.run("replay", folder.toString(), "--json");
        LauncherProcess.Outcome second =
                launcher.run("replay", folder.toString(), "--window", "count:600", "--json");

        assertEquals(0, first.exitCode(), first.err());
        assertEquals(0, second.exitCode(), second.err());
        assertEquals(before, running());
        assertEquals(5, windows(first));
        assertEquals(3, windows(second));
        assertAnalyzedByItsOwnClock("flowers");
        LauncherProcess.Outcome reset = launcher.run("reset", "--model", "flowers");
        assertEquals("removed flowers\n", reset.err());
    }

    /** A replayed model is not judged by today, and no data is no success. */
    private void assertAnalyzedByItsOwnClock(String model) throws Exception {
        LauncherProcess.Outcome again = launcher.run("analyze", "--model", model, "--json");
        LauncherProcess.Outcome typo =
                launcher.run("analyze", "--model", model, "--environment", "prodution");
        LauncherProcess.Outcome unknown = launcher.run("analyze", "--model", "nobody");

        assertEquals(0, again.exitCode(), again.err());
        String asOf = new ObjectMapper().readTree(again.out()).path("as_of").asText();
        assertTrue(Instant.parse(asOf).isBefore(Instant.now().minus(Duration.ofDays(1))), asOf);
        assertEquals(1, typo.exitCode());
        assertEquals(
                "halflife: there is no prediction of flowers in environment prodution; the model"
                        + " has some in production\n",
                typo.err());
        assertEquals(1, unknown.exitCode());
        assertEquals("halflife: there is no model nobody\n", unknown.err());
    }

    private static int windows(LauncherProcess.Outcome outcome) throws IOException {
        return new Report(new ObjectMapper().readTree(outcome.out())).windows().size();
    }

    @Test
    void up_whileServicesRun_namesTheOwner() throws Exception {
        Process up = up();

        LauncherProcess.Outcome second = launcher.run("up");

        assertEquals(1, second.exitCode());
        assertEquals(
                "halflife: the state folder "
                        + stateHome.resolve("halflife")
                        + " is in use by process "
                        + up.pid()
                        + " (up); end it with: halflife stop\n",
                second.err());
        assertEquals("stopped process " + up.pid() + " (up)\n", launcher.run("stop").err());
        assertFalse(up.isAlive());
    }

    @Test
    void up_portInUse_isOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            ports.put("HALFLIFE_DASHBOARD_PORT", port);

            LauncherProcess.Outcome up = launcher.run(ports, "up");

            assertEquals(1, up.exitCode());
            assertEquals(
                    "halflife: port "
                            + port
                            + " of the dashboard is in use: free it, or set"
                            + " HALFLIFE_DASHBOARD_PORT to another\n",
                    up.err());
        }
    }
}
