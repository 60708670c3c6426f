// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.postgres;

import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.state.StateFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * As whom Postgres runs. It refuses to be root, so root needs a user namespace, or another user.
 *
 * @param prefix the words before each of its programs
 * @param owner the user that must own its files; the empty string: whoever runs the launcher
 * @param words what a person should know about it
 */
public record PostgresAccount(List<String> prefix, String owner, String words) {

    private static final String NOBODY = "nobody";

    public PostgresAccount {
        prefix = List.copyOf(prefix);
    }

    /**
     * The account for this process.
     *
     * @throws Refusal when root has no way to run it
     */
    public static PostgresAccount detect() {
        return tryDetect()
                .orElseThrow(
                        () ->
                                new Refusal(
                                        Refusal.UNAVAILABLE,
                                        "Postgres does not run as root, and neither unshare -U nor"
                                                + " setpriv works here: start as another user, or"
                                                + " set HALFLIFE_DB_URL to a Postgres of yours"));
    }

    /** Empty when root has no way to run it. */
    public static Optional<PostgresAccount> tryDetect() {
        String user = Command.run(List.of(), List.of("id", "-u")).output().strip();
        if (!user.equals("0")) {
            return Optional.of(new PostgresAccount(List.of(), "", "as the user who starts it"));
        }
        List<String> namespace = List.of("unshare", "-U");
        // id also proves that the user seen inside has a name, which initdb asks for.
        if (Command.run(namespace, List.of("id", "-un")).succeeded()) {
            return Optional.of(new PostgresAccount(namespace, "", "as root in a user namespace"));
        }
        return nobody();
    }

    private static Optional<PostgresAccount> nobody() {
        Command.Outcome group = Command.run(List.of(), List.of("id", "-g", NOBODY));
        List<String> setpriv =
                List.of(
                        "setpriv",
                        "--reuid=" + NOBODY,
                        "--regid=" + group.output().strip(),
                        "--clear-groups");
        return Command.run(setpriv, List.of("true")).succeeded()
                ? Optional.of(new PostgresAccount(setpriv, NOBODY, "as the user nobody"))
                : Optional.empty();
    }

    /** Where the state lives unless XDG_STATE_HOME says otherwise; null: in the home folder. */
    public Path stateRoot() {
        return owner.isEmpty() ? null : StateFolder.SHARED_ROOT;
    }

    /** Permissions of the state folder: another owner must be able to pass through it. */
    public String statePermissions() {
        return owner.isEmpty() ? "rwx------" : "rwxr-xr-x";
    }
}
