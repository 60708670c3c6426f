// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.postgres.PostgresAccount;
import io.halflife.launcher.services.Ports;
import io.halflife.launcher.state.OwnerLock;
import io.halflife.launcher.state.RunningServices;
import io.halflife.launcher.state.StateFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at this machine: each check says what it found and, when something lacks, what to do. */
final class Checkup {

    /**
     * What one check found.
     *
     * @param fix what to do when it is not sound
     */
    record Finding(String subject, boolean sound, String found, String fix) {}

    private static final int JAVA_MIN = 17;
    private static final long GIB = 1L << 30;
    private static final long DISK_MIN = 2 * GIB;
    private static final long MEMORY_MIN = 3 * GIB;

    private static final Map<String, Integer> PORTS =
            new TreeMap<>(
                    Map.of(
                            "HALFLIFE_COLLECTOR_PORT", 8080,
                            "HALFLIFE_COLLECTOR_MANAGEMENT_PORT", 8081,
                            "HALFLIFE_DASHBOARD_PORT", 8090,
                            "HALFLIFE_DASHBOARD_MANAGEMENT_PORT", 8091,
                            "HALFLIFE_RETRAINING_MANAGEMENT_PORT", 8101));

    private final Context context;

    Checkup(Context context) {
        this.context = context;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(maven());
        findings.add(memory());
        findings.add(analyzer());
        findings.add(database());
        Finding state = state();
        findings.add(state);
        if (state.sound()) {
            StateFolder folder = context.workplace().folder();
            findings.add(disk(folder.root()));
            findings.addAll(ports(folder));
        }
        return findings;
    }

    private static Finding java() {
        int feature = Runtime.version().feature();
        return new Finding(
                "java",
                feature >= JAVA_MIN,
                System.getProperty("java.version") + " in " + System.getProperty("java.home"),
                "install JDK 17 or newer and point JAVA_HOME at it");
    }

    private Finding maven() {
        Optional<Path> mvn =
                Arrays.stream(context.environment().getOrDefault("PATH", "").split(":", -1))
                        .map(folder -> Path.of(folder, "mvn"))
                        .filter(Files::isExecutable)
                        .findFirst();
        return new Finding(
                "mvn",
                mvn.isPresent(),
                mvn.map(Path::toString).orElse("not on the PATH"),
                "install Maven 3.8 or newer; only building needs it");
    }

    private static Finding memory() {
        long bytes = 0;
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system) {
            bytes = system.getTotalMemorySize();
        }
        return new Finding(
                "memory",
                bytes >= MEMORY_MIN,
                gib(bytes),
                "the analyzer takes up to 2 GiB: use a machine of 4 GiB or more");
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) GIB);
    }

    private Finding analyzer() {
        Path folder = context.distribution().resolve("analyzer");
        boolean there =
                Files.exists(folder.resolve("analyzer.jar"))
                        && Files.exists(folder.resolve("spark.args"));
        return new Finding(
                "analyzer",
                there,
                there ? folder.toString() : "not in " + folder,
                "build with: mvn -q -B -Dquick -DskipTests package");
    }

    private Finding database() {
        String url = context.environment().getOrDefault("HALFLIFE_DB_URL", "");
        if (!url.isBlank()) {
            return new Finding("database", true, "HALFLIFE_DB_URL names one of your own", "");
        }
        Optional<PostgresAccount> account = PostgresAccount.tryDetect();
        return new Finding(
                "database",
                account.isPresent(),
                account.map(a -> "embedded Postgres, " + a.words())
                        .orElse("root has neither unshare -U nor setpriv"),
                "start as another user, or set HALFLIFE_DB_URL to a Postgres of yours");
    }

    private Finding state() {
        try {
            return new Finding(
                    "state folder", true, context.workplace().folder().root().toString(), "");
        } catch (Refusal e) {
            return new Finding("state folder", false, e.getMessage(), "as it says");
        }
    }

    private static Finding disk(Path folder) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            return new Finding(
                    "disk",
                    free >= DISK_MIN,
                    gib(free) + " free",
                    "make room, or set XDG_STATE_HOME to a folder on a larger disk");
        } catch (IOException e) {
            return new Finding("disk", false, "cannot be measured", "check the disk");
        }
    }

    private List<Finding> ports(StateFolder folder) {
        if (OwnerLock.ownerProcess(folder).isPresent()) {
            return List.of(
                    new Finding(
                            "ports", true, "in use by " + OwnerLock.owner(folder) + ", ours", ""));
        }
        List<Finding> findings = new ArrayList<>();
        PORTS.forEach(
                (key, fixed) -> {
                    int port = port(key, fixed);
                    boolean free = Ports.isFree(RunningServices.Service.HOST, port);
                    findings.add(
                            new Finding(
                                    "port " + port,
                                    free,
                                    free ? "free" : "in use",
                                    "end what uses it, or set " + key));
                });
        return findings;
    }

    private int port(String key, int fixed) {
        try {
            return Integer.parseInt(context.environment().getOrDefault(key, "" + fixed));
        } catch (NumberFormatException e) {
            return fixed;
        }
    }
}
