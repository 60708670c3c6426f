// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.console.TextTable;
import java.util.List;
import java.util.Set;

/** {@code halflife doctor}: what this machine has and lacks, with a way to mend each lack. */
final class DoctorVerb implements Verb {

    @Override
    public int run(List<String> words, Context context) {
        Options.read("doctor", words, Set.of(), Set.of()).none();
        List<Checkup.Finding> findings = new Checkup(context).findings();
        TextTable table = new TextTable(3, 0, List.of("", "check", "found"));
        findings.forEach(
                f -> table.add(List.of(f.sound() ? "ok" : "MEND", f.subject(), f.found())));
        table.lines().stream().skip(1).forEach(context.console()::result);
        List<Checkup.Finding> lacks = findings.stream().filter(f -> !f.sound()).toList();
        lacks.forEach(f -> context.console().result("to mend " + f.subject() + ": " + f.fix()));
        return lacks.isEmpty() ? 0 : Refusal.FAILED;
    }
}
