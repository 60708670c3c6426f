// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.launcher.console.Refusal;
import io.halflife.monitor.naming.NearName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was typed: a verb and its words. */
public final class CommandLine {

    private final Map<String, Verb> verbs = new LinkedHashMap<>();

    public CommandLine() {
        verbs.put("demo", new DemoVerb());
        verbs.put("replay", new ReplayVerb());
        verbs.put("up", new UpVerb());
        verbs.put("analyze", new AnalyzeVerb());
        verbs.put("import", new ImportVerb());
        verbs.put("archive", new ArchiveVerb());
        verbs.put("keys", new KeysVerb());
        verbs.put("report", new ReportVerb());
        verbs.put("status", new StatusVerb());
        verbs.put("stop", new StopVerb());
        verbs.put("reset", new ResetVerb());
        verbs.put("doctor", new DoctorVerb());
        verbs.put("version", new VersionVerb());
        verbs.put("--version", new VersionVerb());
        verbs.put("help", new HelpVerb());
        verbs.put("--help", new HelpVerb());
        verbs.put("-h", new HelpVerb());
    }

    /**
     * Does what was typed.
     *
     * @return the exit code
     * @throws Refusal with the line that the user sees
     */
    public int run(List<String> words, Context context) {
        if (words.isEmpty()) {
            new HelpVerb().run(words, context);
            return Refusal.USAGE;
        }
        String name = words.get(0);
        List<String> rest = words.subList(1, words.size());
        Verb verb = verbs.get(name);
        if (verb == null) {
            throw Refusal.usage(
                    "there is no verb "
                            + name
                            + "; see halflife help"
                            + NearName.suggestion(name, verbs.keySet()));
        }
        return rest.contains("--help") || rest.contains("-h")
                ? new HelpVerb().run(List.of(name), context)
                : verb.run(rest, context);
    }
}
