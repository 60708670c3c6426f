// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request's place in a trace (W3C Trace Context): the sender's trace goes on, or one begins here.
 *
 * @param traceId 32 hexadecimal digits, not all 0
 * @param spanId 16 of them, this request's own
 * @param flags 2 of them, as they came
 */
record Trace(String traceId, String spanId, String flags) {

    static final String HEADER = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String NOT_SAMPLED = "00";

    Trace {
        Objects.requireNonNull(traceId, "traceId");
        Objects.requireNonNull(spanId, "spanId");
        Objects.requireNonNull(flags, "flags");
    }

    /** The trace of a request; what is no traceparent counts as none. */
    static Trace of(String traceparent) {
        Matcher matcher = FORM.matcher(traceparent == null ? "" : traceparent.strip());
        if (!matcher.matches() || !isValid(matcher)) {
            return new Trace(digits() + digits(), digits(), NOT_SAMPLED);
        }
        return new Trace(matcher.group(2), digits(), matcher.group(4));
    }

    /** Version ff is none, a later one than ours may have more parts, and zeros mean nothing. */
    private static boolean isValid(Matcher matcher) {
        boolean ours = matcher.group(1).equals("00");
        return !matcher.group(1).equals("ff")
                && (!ours || matcher.group(5) == null)
                && !matcher.group(2).matches("0+")
                && !matcher.group(3).matches("0+");
    }

    private static String digits() {
        return String.format("%016x", ThreadLocalRandom.current().nextLong() | 1L);
    }

    /** As the header has it. */
    String traceparent() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }
}
