// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.Console;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.services.Installation;
import io.halflife.launcher.services.JoinedServices;
import io.halflife.launcher.services.SecretKeyFile;
import io.halflife.launcher.services.Services;
import io.halflife.launcher.services.Workplace;
import io.halflife.storage.json.Json;
import io.halflife.storage.key.ApiKey;
import io.halflife.storage.key.ApiKeys;
import io.halflife.storage.key.KeyDraft;
import io.halflife.storage.key.KeyPepper;
import io.halflife.storage.key.NewKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code halflife keys}: makes, shows, ends and replaces API keys. The key itself goes to the
 * standard output, once, and nowhere else.
 */
final class KeysVerb implements Verb {

    private static final Duration OVERLAP_DEFAULT = Duration.ofHours(24);

    /** What a command does with the keys; gives the exit code. */
    @FunctionalInterface
    private interface Work {
        void on(ApiKeys keys, KeyPepper pepper);
    }

    @Override
    public int run(List<String> words, Context context) {
        if (words.isEmpty()) {
            throw Refusal.usage("keys needs create, list, revoke or rotate; see halflife help");
        }
        List<String> rest = words.subList(1, words.size());
        Work work =
                switch (words.get(0)) {
                    case "create" -> create(rest, context.console());
                    case "list" -> list(rest, context);
                    case "revoke" -> revoke(rest, context.console());
                    case "rotate" -> rotate(rest, context.console());
                    default ->
                            throw Refusal.usage(
                                    "keys does not know "
                                            + words.get(0)
                                            + "; it knows create, list, revoke, rotate");
                };
        with(context, work);
        return 0;
    }

    private static void with(Context context, Work work) {
        Workplace workplace = context.workplace();
        KeyPepper pepper = KeyPepper.of(SecretKeyFile.keyOf(workplace));
        Optional<JoinedServices> joined = JoinedServices.join(workplace);
        try (Installation installation =
                joined.isPresent()
                        ? joined.get()
                        : Services.start(workplace, "keys", Services.Scope.DATABASE)) {
            work.on(installation.storage().apiKeys(), pepper);
        }
    }

    private static Work create(List<String> words, Console console) {
        Options options =
                Options.read("keys create", words, KeyOptions.VALUED, KeyOptions.FLAGS).none();
        KeyDraft draft = KeyOptions.draft(options);
        return (keys, pepper) -> show(keys.create(draft, pepper), options, console);
    }

    private static Work rotate(List<String> words, Console console) {
        Options options = Options.read("keys rotate", words, Set.of("--overlap"), Set.of("--json"));
        String id = KeyOptions.id(options);
        Duration overlap =
                options.value("--overlap")
                        .map(text -> KeyOptions.duration("--overlap", text))
                        .orElse(OVERLAP_DEFAULT);
        return (keys, pepper) -> {
            NewKey made =
                    keys.rotate(id, overlap, pepper)
                            .orElseThrow(
                                    () ->
                                            Refusal.failed(
                                                    "there is no key " + id + " that still opens"));
            show(made, options, console);
            console.note("key " + id + " goes on for " + KeyOptions.words(overlap));
        };
    }

    private static Work revoke(List<String> words, Console console) {
        Options options = Options.read("keys revoke", words, Set.of(), Set.of("--json"));
        String id = KeyOptions.id(options);
        return (keys, pepper) -> {
            ApiKey key = keys.revoke(id).orElseThrow(() -> Refusal.failed("there is no key " + id));
            if (options.has("--json")) {
                console.result(KeyWords.json(key).toString());
            }
            console.note("key " + id + " (" + key.name() + ") is revoked; it acts within 30 s");
        };
    }

    private static Work list(List<String> words, Context context) {
        Options options = Options.read("keys list", words, Set.of(), Set.of("--json")).none();
        return (keys, pepper) -> {
            List<ApiKey> all = keys.list();
            if (options.has("--json")) {
                ObjectNode json = Json.object();
                ArrayNode array = json.putArray("keys");
                all.forEach(key -> array.add(KeyWords.json(key)));
                context.console().result(json.toString());
            } else if (all.isEmpty()) {
                context.console().note("there is no key; halflife keys create makes one");
            } else {
                KeyWords.table(all, context.clock().instant())
                        .lines()
                        .forEach(context.console()::result);
            }
        };
    }

    private static void show(NewKey made, Options options, Console console) {
        if (options.has("--json")) {
            console.result(KeyWords.json(made.key()).put("key", made.text().reveal()).toString());
            return;
        }
        console.result(made.text().reveal());
        console.note("key " + made.key().id() + " of " + KeyWords.summary(made.key()));
        console.note("it is shown this once; send it as Authorization: Bearer … or X-API-Key: …");
    }
}
