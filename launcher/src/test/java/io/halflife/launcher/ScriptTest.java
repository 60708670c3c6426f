// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, with machines that have this Java or that, and Maven or not. */
class ScriptTest {

    /** What the script needs of any machine. */
    private static final List<String> TOOLS =
            List.of("dirname", "readlink", "sed", "head", "find", "rm", "mv", "touch", "mkdir");

    @TempDir Path machine;

    private Path home;
    private Path path;

    private record Outcome(int exitCode, String out, String err) {}

    @BeforeEach
    void copyScript() throws Exception {
        home = Files.createDirectories(machine.resolve("clone"));
        path = Files.createDirectories(machine.resolve("bin"));
        Files.copy(
                Path.of(System.getProperty("halflife.root"), "halflife"),
                home.resolve("halflife"),
                StandardCopyOption.COPY_ATTRIBUTES);
        for (String tool : TOOLS) {
            Path real = Path.of("/usr/bin", tool);
            Path there = Files.exists(real) ? real : Path.of("/bin", tool);
            program(path.resolve(tool), "exec " + there + " \"$@\"");
        }
    }

    /** A java that says its version, and when it is run, its arguments. */
    private Path java(Path folder, String version) throws IOException {
        return program(
                folder.resolve("java"),
                "if [ \"$1\" = -version ]; then echo 'openjdk version \""
                        + version
                        + "\" 2024-01-16' >&2; else echo "
                        + version
                        + " \"$@\"; fi");
    }

    private static Path program(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private Outcome run(Map<String, String> environment, String... words) throws Exception {
        return run(home.resolve("halflife"), environment, words);
    }

    private Outcome run(Path script, Map<String, String> environment, String... words)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", path.toString());
        builder.environment().putAll(environment);
        Path out = machine.resolve("out");
        Path err = machine.resolve("err");
        int exitCode =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
        return new Outcome(exitCode, read(out), read(err));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private String command(Path dist) {
        return " -Xmx1g -XX:+ExitOnOutOfMemoryError -Dhalflife.distribution="
                + dist
                + " -Dhalflife.terminal=false -cp "
                + dist
                + "/lib/* io.halflife.launcher.Main";
    }

    @Test
    void builtDistribution_runsWithoutMaven() throws Exception {
        java(path, "17.0.15");
        Files.createDirectory(home.resolve("lib"));

        Outcome outcome = run(Map.of(), "replay", "a folder", "--json");
        Outcome demo = run(Map.of(), "demo", "--exit");

        assertEquals("17.0.15" + command(home.toRealPath()) + " demo --exit\n", demo.out);
        assertEquals(
                new Outcome(
                        0,
                        "17.0.15" + command(home.toRealPath()) + " replay a folder --json\n",
                        ""),
                outcome);
    }

    @Test
    void linkedScript_findsItsHome() throws Exception {
        java(path, "17.0.15");
        Files.createDirectory(home.resolve("lib"));
        Path first = Files.createSymbolicLink(machine.resolve("one"), Path.of("clone/halflife"));
        Path second = Files.createSymbolicLink(machine.resolve("two"), first);

        assertEquals(
                "17.0.15" + command(home.toRealPath()) + " up\n", run(second, Map.of(), "up").out);
    }

    @Test
    void javaHome_winsOverThePath() throws Exception {
        java(path, "17.0.15");
        java(machine.resolve("jdk-21/bin"), "21.0.1");
        Files.createDirectory(home.resolve("lib"));

        Outcome outcome = run(Map.of("JAVA_HOME", machine.resolve("jdk-21").toString()), "up");

        assertEquals("21.0.1" + command(home.toRealPath()) + " up\n", outcome.out);
    }

    @Test
    void oldJavaHome_fallsBackToThePath() throws Exception {
        java(path, "17.0.15");
        java(machine.resolve("jdk-8/bin"), "1.8.0_292");
        Files.createDirectory(home.resolve("lib"));

        Outcome outcome = run(Map.of("JAVA_HOME", machine.resolve("jdk-8").toString()), "up");

        assertEquals("17.0.15" + command(home.toRealPath()) + " up\n", outcome.out);
    }

    @Test
    void java11_isRefusedInOneLine() throws Exception {
        Path java = java(path, "11.0.22");

        assertEquals(
                new Outcome(
                        69,
                        "",
                        "halflife: needs Java 17 or newer; "
                                + java
                                + " is Java 11: install a JDK 17 and point JAVA_HOME at it\n"),
                run(Map.of(), "up"));
    }

    @Test
    void noJava_isRefusedInOneLine() throws Exception {
        assertEquals(
                new Outcome(
                        69,
                        "",
                        "halflife: needs Java 17 or newer: install a JDK 17 and point JAVA_HOME at"
                                + " it\n"),
                run(Map.of(), "up"));
    }

    @Test
    void noMaven_isRefusedInOneLine() throws Exception {
        java(path, "17.0.15");

        assertEquals(
                new Outcome(
                        69,
                        "",
                        "halflife: needs Maven to build itself once: install Maven 3.8 or newer"
                                + " (mvn)\n"),
                run(Map.of(), "up"));
    }

    /**
     * Builds the first time and after a change, not in between; a failed build ends it and takes
     * nothing away.
     */
    @Test
    void sources_areBuiltWhenTheyAreNewer() throws Exception {
        java(path, "17.0.15");
        Path source = Files.createDirectories(home.resolve("collector/src/main"));
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(home.resolve("collector/pom.xml"), "");
        program(
                path.resolve("mvn"),
                "echo \"mvn $*\"; mkdir -p launcher/target/dist/lib; test ! -f broken");
        String building =
                """
                halflife: building, a minute or two the first time ...
                mvn -q -B -Dstyle.color=never -Dquick -DskipTests package
                """;

        assertEquals(building, run(Map.of(), "up").err);
        assertEquals("", run(Map.of(), "up").err);
        Path changed = Files.writeString(source.resolve("A.java"), "class A {}");
        Path stamp = home.resolve("launcher/target/dist/built");
        Files.setLastModifiedTime(
                stamp,
                FileTime.from(Files.getLastModifiedTime(changed).toInstant().minusSeconds(5)));
        assertEquals(building, run(Map.of(), "up").err);
        Path jar = Files.createFile(home.resolve("launcher/target/dist/lib/a.jar"));
        Files.delete(stamp);
        Files.createFile(home.resolve("broken"));
        assertEquals(
                new Outcome(1, "", building + "halflife: the build failed, see above\n"),
                run(Map.of(), "up"));
        assertTrue(Files.exists(jar), "the build that worked stays");
    }
}
