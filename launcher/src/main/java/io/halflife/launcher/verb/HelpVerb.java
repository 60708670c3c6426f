// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code halflife help}. */
final class HelpVerb implements Verb {

    private static final String TEXT =
            """
            Halflife watches models in production: has the world moved, is the model worse, when \
            will it be too bad.

            halflife demo         120 days of a simulated model that drifts and decays; then it goes on
                --exit                 end after the story; 0 only if all of it was found in order
            halflife replay DIR   play your own data as if time passed, and show what is found
                --window W             P1D, PT1H, P1W, P1M, P1Y or count:5000; default: schema.json
                --threshold M=V        the model is too bad beyond this, as accuracy=0.80
                --decay-range A..B     fit decay over these windows too, as 1997-01..1998-04
                --json                 one JSON object on the standard output
                --keep                 leave the services up until Ctrl-C
            halflife up           start all services on this machine, until Ctrl-C
                --require-keys         doors open to API keys only, not to everybody on this machine
            halflife import FILE… load CSV, NDJSON or Parquet into a running installation
                --kind K               predictions, ground-truth or reference
                --model M --version V [--environment E] [--dry-run] [--json]
                --register [--task T] [--positive L]
                                       make a version that is not there yet, from the rows
                --freeze               the rows of a reference are complete: judge by them
                --id C --time C --label C --score C --value C --actual C --actual-value C
                                       the columns of these fields; others are features
                --map C=FIELD,…        further columns, C=- leaves one out
                --url URL --dashboard URL --key-file F
            halflife keys         API keys; the secret is shown once, on the standard output
                create --name N --scopes S,S [--models M,M] [--expires 90d] [--cidr 10.0.0.0/8]
                       [--auto-register] [--rate requests=50,items=1000] [--json]
                list [--json] · revoke ID · rotate ID [--overlap 24h] [--json]
            halflife analyze      evaluate all live models now: of each the windows that are over
                --model M [--version V] [--environment E] [--as-of TIME] [--decay-range A..B] \
            [--json]
                --dry-run --policy FILE --model M [--version V] [--environment E] [--from T] [--to T] \
            [--json]
                                       what a policy would have alarmed and asked; writes nothing
                --aa --model M [--policy FILE] [--json]
                                       the false alarms of a policy on the model's own reference
            halflife archive --to FOLDER
                                  write days that are about to leave the database as Parquet files
                [--model M] [--before TIME] [--keep] [--json]
            halflife report       a model and period as one HTML file that is read anywhere
                --model M [--version V] [--environment E] [--from DAY] [--to DAY] [--out FILE]
                                       days, the last one with it, or RFC 3339; --out - prints it
            halflife status       what runs, where, and whether it answers
            halflife stop         end what runs
            halflife reset        remove all replayed and demo models [--model M: only this one]
            halflife doctor       check this machine and say how to mend what is wrong
            halflife version      this version

            State is kept in ${XDG_STATE_HOME:-~/.local/state}/halflife; HALFLIFE_DB_URL names a \
            Postgres
            of your own. Exit codes: 0 done, 1 failed, 2 not understood, 3 nothing runs, 69 \
            something is
            missing on this machine.""";

    @Override
    public int run(List<String> words, Context context) {
        List<String> lines = TEXT.lines().toList();
        String verb = words.isEmpty() ? "" : words.get(0);
        part(lines, verb).orElse(lines).forEach(context.console()::result);
        return 0;
    }

    /** The lines of one verb; empty where none are its own. */
    private static Optional<List<String>> part(List<String> lines, String verb) {
        int first = 0;
        while (first < lines.size() && !beginsWith(lines.get(first), verb)) {
            first++;
        }
        int end = first + 1;
        while (end < lines.size() && lines.get(end).startsWith(" ")) {
            end++;
        }
        return first < lines.size() ? Optional.of(lines.subList(first, end)) : Optional.empty();
    }

    private static boolean beginsWith(String line, String verb) {
        return !verb.isEmpty() && line.matches("halflife " + Pattern.quote(verb) + "( .*|$)");
    }
}
